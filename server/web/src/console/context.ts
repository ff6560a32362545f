/**
 * One reply in its conversation, as it is told. Pure.
 */
import type { CastVote, Choice, ContextMessage } from "./types";

const ROLES: Readonly<Record<string, string>> = {
  system: "System prompt",
  developer: "System prompt",
  user: "Person",
  assistant: "Reply",
  tool: "Tool",
  prompt: "Text",
  completion: "Completion",
};

export function roleName(role: string): string {
  return ROLES[role] ?? role;
}

/** Whether it is a model's, and so Markdown; what people and tools wrote is shown as it is. */
export function isReply({ role }: ContextMessage): boolean {
  return role === "assistant";
}

/** All of a message that is text, its tool calls among it; what is no text is named. */
export function textOf({ content, tool_calls: calls = [] }: ContextMessage): string {
  const parts = Array.isArray(content) ? content.map(partText) : typeof content === "string" ? [content] : [];
  const called = calls.map(({ function: { name, arguments: given } = {} }) => `${name ?? "a tool"}(${given ?? ""})`);
  return [...parts, ...called].filter((part) => part !== "").join("\n\n");
}

function partText(part: unknown): string {
  if (typeof part === "string" || typeof part === "number") return String(part);
  const { type, text } = (part ?? {}) as { type?: unknown; text?: unknown };
  return typeof text === "string" ? text : `[${typeof type === "string" ? type : "no text"}]`;
}

/** What a choice said of this reply, in a few words. */
export function choiceInWords({ completion_ids: shown, outcome }: Choice, reply: string): string {
  if (outcome === "tie") return "equally good";
  if (outcome === "both_bad") return "both bad";
  if ("chosen" in outcome) return outcome.chosen === reply ? "the better one" : "another is better";
  const place = outcome.ranking.findIndex((tied) => tied.includes(reply)) + 1;
  return `in place ${place} of ${outcome.ranking.length}, among ${shown.length}`;
}

/** What has become of a judgement that no longer counts. */
export function standingNote({ standing }: Pick<CastVote, "standing">): string | null {
  if (standing === "superseded") return "changed since";
  return standing === "retracted" ? "taken back" : null;
}

export function addressOf(reply: string): string {
  return `#votes/${encodeURIComponent(reply)}`;
}

/** The reply that an address names; null where it names none. */
export function replyOf(rest: string): string | null {
  try {
    return decodeURIComponent(rest) || null;
  } catch {
    return null;
  }
}
