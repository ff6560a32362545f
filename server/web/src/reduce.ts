/**
 * The pure function that changes a conversation. No clock, no network, no chance, no DOM here:
 * chat.ts feeds it what happened.
 */
import type { Outcome } from "./api";
import {
  blankReply,
  type Choice,
  type Comparison,
  type Conversation,
  type Pending,
  type Reply,
  type Settings,
  type ToolCall,
  type Turn,
  type Vote,
  type VoteDraft,
} from "./conversation";
import type { Failure } from "./failure";
import { replyById, turnOf } from "./selectors";

/** `seen` is the event that a change came with, where events have numbers. */
type Numbered = { readonly seen?: number };

/** `flipped` puts the later of two fresh replies first: their order on the page is left to chance. */
type Fresh = { readonly two: boolean; readonly flipped: boolean };

/**
 * What is opened is called by `name`, and so it still is where the action is done again on another tab's
 * record; without one it takes the next number, which another tab may have taken too.
 */
type Named = { readonly name?: string };

/** What opens new replies. */
export type Opening = Named &
  (
    | ({ type: "ask"; parent: string | null; text: string; at: number } & Fresh)
    | { type: "again"; turn: string }
    | { type: "compare"; turn: string; flipped: boolean }
    | { type: "replace"; reply: string }
  );

export type Action =
  | Opening
  | { type: "show-turn"; turn: string }
  | { type: "show-reply"; reply: string }
  | ({ type: "start"; reply: string; completionId: string; policy: string | null } & Numbered)
  | ({ type: "text"; reply: string; text: string } & Numbered)
  | ({ type: "reasoning"; reply: string; text: string } & Numbered)
  | ({ type: "tool"; reply: string; index: number; call: ToolCall } & Numbered)
  | { type: "whole"; reply: string; text: string; reasoning: string; tools: readonly ToolCall[] }
  | { type: "finish"; reply: string; reason: string }
  | { type: "stop"; reply: string }
  | { type: "unstopped"; reply: string; failure: Failure | null }
  | { type: "fail"; reply: string; failure: Failure }
  | { type: "voting"; reply: string; voting: Pending<VoteDraft | null> }
  | { type: "voted"; reply: string; vote: Vote | null }
  | { type: "choosing"; turn: string; choosing: Pending<Outcome | null> }
  | { type: "chosen"; turn: string; choice: Choice | null }
  | { type: "rename"; title: string | null }
  | { type: "settings"; settings: Settings };

export function reduce(state: Conversation, action: Action): Conversation {
  switch (action.type) {
    case "ask":
      return ask(state, action);
    case "again":
      return again(state, action.turn, action);
    case "compare":
      return compare(state, action.turn, { ...action, two: true });
    case "replace":
      return replace(state, action.reply, action);
    case "show-turn": {
      const turn = state.turns.find((one) => one.id === action.turn);
      return turn ? follow(state, turn.parent, turn.id) : state;
    }
    case "show-reply":
      return mapTurn(state, turnOf(state, action.reply)?.id, () => ({ active: action.reply }));
    case "start":
      return patch(state, action.reply, () => ({
        completionId: action.completionId,
        policy: action.policy,
        ...numbered(action),
      }));
    case "text":
      return patch(state, action.reply, (reply) => ({ text: reply.text + action.text, ...numbered(action) }));
    case "reasoning":
      return patch(state, action.reply, (reply) => ({ reasoning: reply.reasoning + action.text, ...numbered(action) }));
    case "tool":
      return patch(state, action.reply, (reply) => ({
        tools: withCall(reply.tools, action.index, action.call),
        ...numbered(action),
      }));
    case "whole":
      return patch(state, action.reply, () => ({
        text: action.text,
        reasoning: action.reasoning,
        tools: action.tools,
      }));
    case "finish":
      return patch(state, action.reply, () => ({ status: "done", finishReason: action.reason }));
    case "stop":
      return endIncomplete(patch(state, action.reply, () => ({ status: "stopped" })), action.reply);
    case "unstopped":
      return patch(state, action.reply, () => ({ unstopped: action.failure }));
    case "fail":
      return patch(state, action.reply, () => ({ status: "failed", failure: action.failure }));
    case "voting":
      return patch(state, action.reply, () => ({ voting: action.voting }));
    case "voted":
      return patch(state, action.reply, () => ({ vote: action.vote, voting: null }));
    case "choosing":
      return mapTurn(state, action.turn, () => ({ choosing: action.choosing }));
    case "chosen":
      return mapTurn(state, action.turn, (turn) => settle(turn, action.choice));
    case "rename":
      return { ...state, title: action.title };
    case "settings":
      return { ...state, settings: action.settings };
  }
}

/** A new message after `parent`. A comparison left open there is passed over without an answer. */
function ask(state: Conversation, action: Extract<Opening, { type: "ask" }>): Conversation {
  const { parent, text, at } = action;
  const id = `turn-${action.name ?? state.next}`;
  const { replies, comparison } = freshReplies(state, state.next + 1, action);
  const turn: Turn = {
    id,
    parent,
    user: text,
    replies,
    active: comparison?.shown[0] ?? replies[0]!.id,
    comparison,
    choosing: null,
    choice: null,
  };
  const before = parent === null ? state : mapTurn(state, turnOf(state, parent)?.id, (earlier) =>
    earlier.comparison ? settle(earlier, null) : earlier,
  );
  const next = state.next + 1 + replies.length;
  return follow({ ...before, turns: [...before.turns, turn], next, updated: at }, parent, id);
}

function freshReplies(state: Conversation, number: number, { two, flipped, name }: Fresh & Named) {
  const replies = [freshReply(state, number, name, 1)];
  if (!two) return { replies, comparison: null };
  replies.push(freshReply(state, number + 1, name, 2));
  const [early, late] = [replies[0]!.id, replies[1]!.id];
  const comparison: Comparison = { shown: flipped ? [late, early] : [early, late], kind: "sides" };
  return { replies, comparison };
}

function freshReply(state: Conversation, number: number, name: string | undefined, place = 1): Reply {
  return blankReply(name === undefined ? `${number}` : `${name}-${place}`, state.settings.store);
}

/** Another reply to the same message; if the one before is whole, the person is asked which is better. */
function again(state: Conversation, turnId: string, { name }: Named): Conversation {
  const reply = freshReply(state, state.next, name);
  const changed = mapTurn(state, turnId, (turn) => {
    const before = turn.replies.find((one) => one.id === turn.active)!;
    const comparable = before.status === "done" && before.kept && reply.kept;
    const comparison: Comparison | null = comparable ? { shown: [before.id, reply.id], kind: "rewrite" } : null;
    return { replies: [...turn.replies, reply], active: reply.id, comparison, choosing: null, choice: null };
  });
  return { ...changed, next: state.next + 1 };
}

function compare(state: Conversation, turnId: string, fresh: Fresh & Named): Conversation {
  const { replies, comparison } = freshReplies(state, state.next, fresh);
  const changed = mapTurn(state, turnId, (turn) => ({
    replies: [...turn.replies, ...replies],
    active: comparison!.shown[0],
    comparison,
    choosing: null,
    choice: null,
  }));
  return { ...changed, next: state.next + 2 };
}

/** A fresh try in the place of a reply that failed or was stopped. What the server kept of that one is still there. */
function replace(state: Conversation, replyId: string, { name }: Named): Conversation {
  const reply = freshReply(state, state.next, name);
  const before = replyById(state, replyId);
  const replaced = before?.kept && before.completionId ? [...(state.replaced ?? []), before.completionId] : state.replaced;
  const swap = (id: string) => (id === replyId ? reply.id : id);
  const changed = mapTurn(state, turnOf(state, replyId)?.id, ({ replies, active, comparison }) => ({
    replies: replies.map((old) => (old.id === replyId ? reply : old)),
    active: swap(active),
    comparison: comparison && { ...comparison, shown: [swap(comparison.shown[0]), swap(comparison.shown[1])] },
  }));
  return { ...changed, ...(replaced && { replaced }), next: state.next + 1 };
}

/** A reply that was stopped is no match for a whole one: the comparison is over. */
function endIncomplete(state: Conversation, replyId: string): Conversation {
  const turn = turnOf(state, replyId);
  return turn?.comparison?.shown.includes(replyId) ? mapTurn(state, turn.id, () => settle(turn, null)) : state;
}

/** Ends a comparison, if there is one, and notes what was chosen. */
function settle(turn: Turn, choice: Choice | null): Turn {
  const { comparison } = turn;
  if (!comparison) return { ...turn, choosing: null, choice };
  const compared = turn.replies.filter((reply) => comparison.shown.includes(reply.id));
  const active = better(compared, choice?.outcome ?? null, turn.active);
  return { ...turn, active, comparison: null, choosing: null, choice };
}

/** The reply to go on with: the chosen one, else the one that stands, unless only the other came to something. */
function better(compared: readonly Reply[], outcome: Outcome | null, active: string): string {
  if (outcome !== null && typeof outcome === "object")
    return compared.find((reply) => reply.completionId === outcome.chosen)?.id ?? active;
  const standing = compared.find((reply) => reply.id === active);
  const usable = standing && standing.status !== "failed" && standing.text !== "";
  return usable ? active : (compared.find((reply) => reply.status === "done")?.id ?? active);
}

function follow(state: Conversation, parent: string | null, turn: string): Conversation {
  if (parent === null) return { ...state, first: turn };
  return patch(state, parent, () => ({ next: turn }));
}

function numbered({ seen }: Numbered): Numbered {
  return seen === undefined ? {} : { seen };
}

function withCall(calls: readonly ToolCall[], index: number, piece: ToolCall): ToolCall[] {
  const call = calls[index] ?? { name: "", arguments: "" };
  const longer = { name: call.name + piece.name, arguments: call.arguments + piece.arguments };
  return [...calls.slice(0, index), longer, ...calls.slice(index + 1)];
}

function mapTurn(state: Conversation, id: string | undefined, change: (turn: Turn) => Partial<Turn>): Conversation {
  return { ...state, turns: state.turns.map((turn) => (turn.id === id ? { ...turn, ...change(turn) } : turn)) };
}

/** Turns that do not hold the reply keep their identity, so they are not drawn again. */
function patch(state: Conversation, replyId: string, change: (reply: Reply) => Partial<Reply>): Conversation {
  if (!replyById(state, replyId)) return state;
  return mapTurn(state, turnOf(state, replyId)?.id, (turn) => ({
    replies: turn.replies.map((reply) => (reply.id === replyId ? { ...reply, ...change(reply) } : reply)),
  }));
}
