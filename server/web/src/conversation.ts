/**
 * The conversation as one value, and the pure function that changes it.
 *
 * A turn is what the person wrote and every reply to it: siblings, as in the server's message tree.
 * `active` is the sibling the conversation goes on with; `pair` are two siblings being compared.
 * No clock, no network, no DOM here; chat.ts feeds it events and components draw it.
 */
import type { Outcome, Rating } from "./api";
import type { Failure } from "./failure";

/** A vote or a choice on its way to the server; `failure` is set when it was not saved. */
export interface Pending<T> {
  readonly wanted: T;
  readonly failure: Failure | null;
}

export interface Reply {
  readonly id: string;
  readonly status: "streaming" | "done" | "stopped" | "failed";
  readonly text: string;
  /** The server's name for this reply; votes refer to it. */
  readonly completionId: string | null;
  readonly policy: string | null;
  readonly finishReason: string | null;
  readonly failure: Failure | null;
  /** The standing vote as the server acknowledged it. */
  readonly rating: Rating | null;
  readonly feedbackId: string | null;
  /** `wanted` null takes the vote back. */
  readonly voting: Pending<Rating | null> | null;
}

export interface Turn {
  readonly id: string;
  readonly user: string;
  readonly replies: readonly Reply[];
  readonly active: string;
  readonly pair: readonly [string, string] | null;
  readonly choosing: Pending<Outcome> | null;
  /** What was last chosen in this turn, as acknowledged. */
  readonly outcome: Outcome | null;
}

export interface Conversation {
  readonly turns: readonly Turn[];
  /** The number for the next turn or reply id; never reused, so late events find no wrong target. */
  readonly next: number;
}

export type Action =
  | { type: "send"; text: string }
  | { type: "regenerate" }
  | { type: "replace"; reply: string }
  | { type: "start"; reply: string; completionId: string; policy: string | null }
  | { type: "text"; reply: string; text: string }
  | { type: "finish"; reply: string; reason: string }
  | { type: "stop"; reply: string }
  | { type: "fail"; reply: string; failure: Failure }
  | { type: "voting"; reply: string; voting: Pending<Rating | null> }
  | { type: "voted"; reply: string; rating: Rating | null; feedbackId: string | null }
  | { type: "choosing"; turn: string; choosing: Pending<Outcome> }
  | { type: "chosen"; turn: string; outcome: Outcome | null }
  | { type: "reset" };

export const EMPTY: Conversation = { turns: [], next: 1 };

export function reduce(state: Conversation, action: Action): Conversation {
  switch (action.type) {
    case "send":
      return send(state, action.text);
    case "regenerate":
      return regenerate(state);
    case "replace":
      return replace(state, action.reply);
    case "start":
      return patch(state, action.reply, () => ({ completionId: action.completionId, policy: action.policy }));
    case "text":
      return patch(state, action.reply, (reply) => ({ text: reply.text + action.text }));
    case "finish":
      return patch(state, action.reply, () => ({ status: "done", finishReason: action.reason }));
    case "stop":
      return leaveStopped(patch(state, action.reply, () => ({ status: "stopped" })), action.reply);
    case "fail":
      return patch(state, action.reply, () => ({ status: "failed", failure: action.failure }));
    case "voting":
      return patch(state, action.reply, () => ({ voting: action.voting }));
    case "voted":
      return patch(state, action.reply, () => ({
        rating: action.rating,
        feedbackId: action.feedbackId,
        voting: null,
      }));
    case "choosing":
      return mapTurns(state, (turn) => (turn.id === action.turn ? { ...turn, choosing: action.choosing } : turn));
    case "chosen":
      return mapTurns(state, (turn) => (turn.id === action.turn ? settle(turn, action.outcome) : turn));
    case "reset":
      return { ...EMPTY, next: state.next };
  }
}

/** A new turn. A comparison left open is passed over: the newer reply stands if it is whole. */
function send(state: Conversation, text: string): Conversation {
  const reply = blankReply(state.next + 1);
  const turn: Turn = {
    id: `turn-${state.next}`,
    user: text,
    replies: [reply],
    active: reply.id,
    pair: null,
    choosing: null,
    outcome: null,
  };
  const before = mapTurns(state, (earlier) => (earlier.pair ? settle(earlier, null) : earlier));
  return { turns: [...before.turns, turn], next: state.next + 2 };
}

/** A second reply to the last message, beside the one that stands. */
function regenerate(state: Conversation): Conversation {
  const last = state.turns.at(-1);
  if (!last) return state;
  const reply = blankReply(state.next);
  const turn: Turn = {
    ...last,
    replies: [...last.replies, reply],
    pair: [last.active, reply.id],
    choosing: null,
    outcome: null,
  };
  return { turns: [...state.turns.slice(0, -1), turn], next: state.next + 1 };
}

/** A fresh try in the place of a reply that failed or was stopped. */
function replace(state: Conversation, replyId: string): Conversation {
  const reply = blankReply(state.next);
  const swap = (id: string) => (id === replyId ? reply.id : id);
  const turns = state.turns.map((turn): Turn => {
    if (!turn.replies.some((old) => old.id === replyId)) return turn;
    return {
      ...turn,
      replies: turn.replies.map((old) => (old.id === replyId ? reply : old)),
      active: swap(turn.active),
      pair: turn.pair && [swap(turn.pair[0]), swap(turn.pair[1])],
    };
  });
  return { turns, next: state.next + 1 };
}

/** A stopped second reply is no match for a whole one: the comparison ends and the first stands. */
function leaveStopped(state: Conversation, replyId: string): Conversation {
  return mapTurns(state, (turn) => (turn.pair?.[1] === replyId ? { ...turn, pair: null } : turn));
}

/** Ends a comparison. A tie, two bad replies or no answer (null) go on with the newer reply. */
function settle(turn: Turn, outcome: Outcome | null): Turn {
  if (!turn.pair) return turn;
  const [older, newer] = turn.pair;
  const chosen = outcome !== null && typeof outcome === "object" ? outcome.chosen : null;
  const standing = turn.replies.find((reply) =>
    chosen === null ? reply.id === newer && reply.status === "done" : reply.completionId === chosen,
  );
  return { ...turn, active: standing?.id ?? older, pair: null, choosing: null, outcome };
}

function blankReply(number: number): Reply {
  return {
    id: `reply-${number}`,
    status: "streaming",
    text: "",
    completionId: null,
    policy: null,
    finishReason: null,
    failure: null,
    rating: null,
    feedbackId: null,
    voting: null,
  };
}

function mapTurns(state: Conversation, change: (turn: Turn) => Turn): Conversation {
  return { ...state, turns: state.turns.map(change) };
}

/** Turns that do not hold the reply keep their identity, so they are not drawn again. */
function patch(state: Conversation, replyId: string, change: (reply: Reply) => Partial<Reply>): Conversation {
  return mapTurns(state, (turn) => {
    if (!turn.replies.some((reply) => reply.id === replyId)) return turn;
    const replies = turn.replies.map((reply) => (reply.id === replyId ? { ...reply, ...change(reply) } : reply));
    return { ...turn, replies };
  });
}
