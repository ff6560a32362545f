/**
 * A conversation as one value: what is kept, drawn and sent. reduce.ts changes it, selectors.ts reads it.
 *
 * It is the server's message tree as seen from the page. A turn is what the person wrote and every
 * reply to it (siblings); turns with the same parent are versions of one message. Which sibling the
 * reader follows is kept where it branches: `first`, `active` and `next`.
 */
import type { Outcome, Rating } from "./api";
import type { Failure } from "./failure";

/** A vote or a choice on its way to the server; `failure` is set when it was not saved. */
export interface Pending<T> {
  /** The page's own name for it, under which the server counts it once however often it comes. */
  readonly id: string;
  readonly wanted: T;
  readonly failure: Failure | null;
}

export interface VoteDraft {
  readonly rating: Rating;
  readonly reasons: readonly string[];
  readonly comment: string;
  /** What the reply should have been; empty where nobody said. */
  readonly correction: string;
}

/** A vote as the server acknowledged it. */
export interface Vote extends VoteDraft {
  readonly id: string;
}

export interface ToolCall {
  readonly name: string;
  /** JSON as the model wrote it, half of it while it streams. */
  readonly arguments: string;
}

export interface Reply {
  readonly id: string;
  readonly status: "streaming" | "done" | "stopped" | "failed";
  readonly text: string;
  readonly reasoning: string;
  readonly tools: readonly ToolCall[];
  /** The server's name for this reply; votes refer to it. */
  readonly completionId: string | null;
  readonly policy: string | null;
  /** The last event that was taken in, of a reply that the server writes in the background; -1 before the first. */
  readonly seen?: number;
  readonly finishReason: string | null;
  readonly failure: Failure | null;
  /** Why the server could not be told to stop: it may go on with what is stopped here. */
  readonly unstopped?: Failure | null;
  /** False where the server was asked to keep nothing of it; there is nothing to vote on then. */
  readonly kept: boolean;
  readonly vote: Vote | null;
  /** `wanted` null takes the vote back. */
  readonly voting: Pending<VoteDraft | null> | null;
  /** The turn that goes on from this reply. */
  readonly next: string | null;
}

/** Two replies between which the person is asked to choose. */
export interface Comparison {
  /** In the order in which they stand on the page. */
  readonly shown: readonly [string, string];
  /** Two fresh ones side by side, or one that took the place of another. */
  readonly kind: "sides" | "rewrite";
}

/** A choice between two replies as the server acknowledged it. */
export interface Choice {
  readonly id: string;
  readonly outcome: Outcome;
}

export interface Turn {
  readonly id: string;
  /** The reply that it goes on from; null at the beginning. */
  readonly parent: string | null;
  readonly user: string;
  readonly replies: readonly Reply[];
  readonly active: string;
  readonly comparison: Comparison | null;
  /** `wanted` null takes the choice back. */
  readonly choosing: Pending<Outcome | null> | null;
  /** What was last chosen in this turn. */
  readonly choice: Choice | null;
}

/** What goes with every request of a conversation; null leaves it to the server. */
export interface Settings {
  readonly system: string;
  readonly temperature: number | null;
  readonly topP: number | null;
  readonly maxTokens: number | null;
  readonly seed: number | null;
  /** False keeps the conversation out of the server's memory and of training. */
  readonly store: boolean;
}

export interface Conversation {
  readonly id: string;
  /** The name that the person gave; null shows the first words. */
  readonly title: string | null;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly updated: number;
  readonly settings: Settings;
  readonly turns: readonly Turn[];
  /** Completions that a fresh try took the place of: the server still has them, and deleting has to name them. */
  readonly replaced?: readonly string[];
  readonly first: string | null;
  /** The number for the next turn or reply that has no name of its own; never reused, so late events find no wrong target. */
  readonly next: number;
}

export const DEFAULTS: Settings = {
  system: "",
  temperature: null,
  topP: null,
  maxTokens: null,
  seed: null,
  store: true,
};

export function blankConversation(id: string, now: number): Conversation {
  return { id, title: null, created: now, updated: now, settings: DEFAULTS, turns: [], first: null, next: 1 };
}

export function blankReply(name: string, kept: boolean): Reply {
  return {
    id: `reply-${name}`,
    status: "streaming",
    text: "",
    reasoning: "",
    tools: [],
    completionId: null,
    policy: null,
    finishReason: null,
    failure: null,
    kept,
    vote: null,
    voting: null,
    next: null,
  };
}

/** Whether the server may be writing it still, though nobody reads it here. */
export function goesOn(reply: Reply): boolean {
  return reply.status === "streaming" && reply.completionId !== null && reply.seen !== undefined;
}

/**
 * As it stands after the page was away: a reply that was under way goes on in the server or is kept as far
 * as it came, and a vote or choice that failed is open again. One that had no answer yet waits to be sent again.
 */
export function afterReload(conversation: Conversation): Conversation {
  const turns = conversation.turns.map((turn) => {
    const replies = turn.replies.map((reply) => ({ ...reply, voting: unanswered(reply.voting) }));
    return { ...turn, replies, choosing: unanswered(turn.choosing) };
  });
  return cutShort({ ...conversation, turns }, new Set());
}

function unanswered<T>(pending: Pending<T> | null): Pending<T> | null {
  return pending?.failure ? null : pending;
}

/**
 * As it stands when nobody writes but the `live` replies: any other that was under way is kept as far as it
 * came, unless it can be taken up.
 */
export function cutShort(conversation: Conversation, live: ReadonlySet<string>): Conversation {
  const cut = (reply: Reply) => reply.status === "streaming" && !live.has(reply.id) && !goesOn(reply);
  if (!conversation.turns.some((turn) => turn.replies.some(cut))) return conversation;
  const turns = conversation.turns.map((turn): Turn => {
    if (!turn.replies.some(cut)) return turn;
    const replies = turn.replies.map((reply): Reply => (cut(reply) ? { ...reply, status: "stopped" } : reply));
    return { ...turn, replies, comparison: null };
  });
  return { ...conversation, turns };
}
