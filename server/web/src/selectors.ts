/**
 * Questions about a conversation, answered without changing it.
 */
import type { Message } from "./api";
import type { Conversation, Reply, Turn } from "./conversation";

export function replyById(state: Conversation, id: string): Reply | undefined {
  return state.turns.flatMap((turn) => turn.replies).find((reply) => reply.id === id);
}

export function activeReply(turn: Turn): Reply {
  return turn.replies.find((reply) => reply.id === turn.active)!;
}

export function streamingReply(state: Conversation): Reply | undefined {
  return state.turns.at(-1)?.replies.find((reply) => reply.status === "streaming");
}

/**
 * What the model is to read for the last turn: the conversation along its active replies.
 * A turn whose reply never came is left out whole, for roles must alternate.
 */
export function messagesForLastTurn(state: Conversation): Message[] {
  const last = state.turns.at(-1);
  if (!last) return [];
  const earlier = state.turns.slice(0, -1).flatMap((turn): Message[] => {
    const { text, status } = activeReply(turn);
    if (text === "" || status === "failed") return [];
    return [
      { role: "user", content: turn.user },
      { role: "assistant", content: text },
    ];
  });
  return [...earlier, { role: "user", content: last.user }];
}

/**
 * For screen readers: a reply is read out once, whole, and not word by word as it grows.
 * Failures are left out, because they stand on the page as alerts.
 */
export function announcement(state: Conversation): string {
  const newest = state.turns.at(-1)?.replies.at(-1);
  if (!newest || newest.status === "failed") return "";
  if (newest.status === "streaming") return "The reply is being written.";
  if (newest.status === "stopped") return `Stopped. ${newest.text}`;
  return newest.text;
}
