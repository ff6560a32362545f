/**
 * Reasoning that a model writes into its reply as `<think>…</think>`, where the server has no parser
 * that takes it out. Only a block at the very beginning counts: further down it is text.
 */
const OPEN = /^\s*<think>\n?/;
const CLOSE = "</think>";

export interface Thought {
  readonly reasoning: string;
  readonly answer: string;
}

export function splitThinking(text: string): Thought {
  const open = OPEN.exec(text);
  if (!open) return { reasoning: "", answer: text };
  const rest = text.slice(open[0].length);
  const end = rest.indexOf(CLOSE);
  if (end < 0) return { reasoning: rest, answer: "" };
  return { reasoning: rest.slice(0, end).trimEnd(), answer: rest.slice(end + CLOSE.length).trimStart() };
}

export function withoutThinking(text: string): string {
  return splitThinking(text).answer;
}
