/**
 * Questions about a conversation, answered without changing it.
 */
import type { Message } from "./api";
import type { Conversation, Reply, Turn } from "./conversation";
import { withoutThinking } from "./thinking";

const TITLE_LENGTH = 60;

export function turnOf(state: Conversation, replyId: string): Turn | undefined {
  return state.turns.find((turn) => turn.replies.some((reply) => reply.id === replyId));
}

export function replyById(state: Conversation, id: string): Reply | undefined {
  return turnOf(state, id)?.replies.find((reply) => reply.id === id);
}

export function activeReply(turn: Turn): Reply {
  return turn.replies.find((reply) => reply.id === turn.active)!;
}

/**
 * Whether this is the second of two fresh replies to choose between, in the order in which they were asked for: where it
 * stands on the page is left to chance. One that takes the place of another is none: who asks for it did not like that.
 */
export function isSecondOfTwo({ replies, comparison }: Turn, reply: string): boolean {
  if (comparison?.kind !== "sides") return false;
  return replies.filter(({ id }) => comparison.shown.includes(id))[1]?.id === reply;
}

/** The turns that the reader follows, from the first to the last. */
export function path(state: Conversation): Turn[] {
  const byId = new Map(state.turns.map((turn) => [turn.id, turn]));
  const turns: Turn[] = [];
  for (let id = state.first; id !== null;) {
    const turn = byId.get(id);
    if (!turn) break;
    turns.push(turn);
    id = activeReply(turn).next;
  }
  return turns;
}

/** The versions of a message, itself among them, in the order in which they were written. */
export function versions(state: Conversation, turn: Turn): Turn[] {
  return state.turns.filter((other) => other.parent === turn.parent);
}

export function streamingReplies(state: Conversation): Reply[] {
  return state.turns.flatMap((turn) => turn.replies).filter((reply) => reply.status === "streaming");
}

/** Whether a reply is being written in what the reader sees. */
export function isBusy(state: Conversation): boolean {
  return path(state).some((turn) => turn.replies.some((reply) => reply.status === "streaming"));
}

/**
 * What the model is to read for this turn: the system prompt and the turns above it, wherever the
 * reader is by now. A turn whose reply never came is left out whole, for roles must alternate.
 */
export function messagesFor(state: Conversation, turn: Turn): Message[] {
  const messages: Message[] = [{ role: "user", content: turn.user }];
  for (let parent = turn.parent; parent !== null;) {
    const earlier = turnOf(state, parent);
    if (!earlier) break;
    const reply = earlier.replies.find((one) => one.id === parent)!;
    const answer = withoutThinking(reply.text);
    if (answer !== "" && reply.status !== "failed")
      messages.unshift({ role: "user", content: earlier.user }, { role: "assistant", content: answer });
    parent = earlier.parent;
  }
  const system = state.settings.system.trim();
  return system === "" ? messages : [{ role: "system", content: system }, ...messages];
}

/** The completions that the server keeps of this conversation, those included that no longer show. */
export function storedCompletions(state: Conversation): string[] {
  const shown = state.turns
    .flatMap((turn) => turn.replies)
    .flatMap(({ kept, completionId }) => (kept && completionId !== null ? [completionId] : []));
  return [...(state.replaced ?? []), ...shown];
}

/** The name in the list: the person's own, or the first words. */
export function titleOf(state: Conversation): string {
  if (state.title !== null) return state.title;
  const first = state.turns[0]?.user.trim().replace(/\s+/g, " ") ?? "";
  const characters = Array.from(first);
  return characters.length <= TITLE_LENGTH ? first : `${characters.slice(0, TITLE_LENGTH).join("").trimEnd()}…`;
}

/** Whether every word of the query stands in the title or in a message. */
export function matches(state: Conversation, query: string): boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const texts = state.turns.flatMap((turn) => [turn.user, ...turn.replies.map((reply) => reply.text)]);
  const all = [titleOf(state), ...texts].join("\n").toLowerCase();
  return words.every((word) => all.includes(word));
}

/**
 * For screen readers: a reply is read out once, whole, and not word by word as it grows.
 * Failures are left out, because they stand on the page as alerts.
 */
export function announcement(state: Conversation): string {
  const turn = path(state).at(-1);
  if (!turn) return "";
  if (turn.comparison?.kind === "sides") {
    const writing = turn.replies.some((reply) => reply.status === "streaming");
    return writing ? "Two replies are being written." : "Two replies are ready to be compared.";
  }
  const reply = activeReply(turn);
  if (reply.status === "failed") return "";
  if (reply.status === "streaming") return "The reply is being written.";
  const text = withoutThinking(reply.text);
  return reply.status === "stopped" ? `Stopped. ${text}` : text;
}
