import { describe, expect, test } from "vitest";
import { type Action, type Conversation, EMPTY, reduce } from "../src/conversation";
import type { Failure } from "../src/failure";
import { activeReply, announcement, messagesForLastTurn, streamingReply } from "../src/selectors";

const BROKEN: Failure = { kind: "broken_off", message: "", retryAfter: null };

function after(...actions: Action[]): Conversation {
  return actions.reduce(reduce, EMPTY);
}

/** The actions of one whole reply with the id `reply`, known to the server as `c-<reply>`. */
function whole(reply: string, text: string): Action[] {
  return [
    { type: "start", reply, completionId: `c-${reply}`, policy: "0" },
    { type: "text", reply, text },
    { type: "finish", reply, reason: "stop" },
  ];
}

const ASKED: Action[] = [{ type: "send", text: "Name a fruit." }, ...whole("reply-2", "Apple.")];
const TWO_REPLIES: Action[] = [...ASKED, { type: "regenerate" }, ...whole("reply-3", "Plum.")];

describe("a turn", () => {
  test("begins with the message and an empty reply that streams", () => {
    const state = after({ type: "send", text: "Hi" });
    expect(state.turns).toHaveLength(1);
    expect(state.turns[0]).toMatchObject({ id: "turn-1", user: "Hi", active: "reply-2", pair: null });
    expect(streamingReply(state)).toMatchObject({ id: "reply-2", text: "", completionId: null });
  });

  test("gathers text in order and remembers who wrote it", () => {
    const state = after(
      { type: "send", text: "Hi" },
      { type: "start", reply: "reply-2", completionId: "chatcmpl-7", policy: "3" },
      { type: "text", reply: "reply-2", text: "Hel" },
      { type: "text", reply: "reply-2", text: "lo" },
      { type: "finish", reply: "reply-2", reason: "length" },
    );
    expect(activeReply(state.turns[0]!)).toMatchObject({
      status: "done",
      text: "Hello",
      completionId: "chatcmpl-7",
      policy: "3",
      finishReason: "length",
    });
    expect(streamingReply(state)).toBeUndefined();
  });

  test("leaves other turns untouched, so that they are not drawn again", () => {
    const before = after(...ASKED, { type: "send", text: "More" });
    const later = reduce(before, { type: "text", reply: "reply-4", text: "Plum" });
    expect(later.turns[0]).toBe(before.turns[0]);
    expect(later.turns[1]).not.toBe(before.turns[1]);
  });

  test("that failed is tried again in the same place", () => {
    const state = after(
      { type: "send", text: "Hi" },
      { type: "text", reply: "reply-2", text: "Hal" },
      { type: "fail", reply: "reply-2", failure: BROKEN },
      { type: "replace", reply: "reply-2" },
    );
    expect(state.turns[0]!.replies).toHaveLength(1);
    expect(activeReply(state.turns[0]!)).toMatchObject({ id: "reply-3", status: "streaming", text: "", failure: null });
  });
});

describe("what the model reads", () => {
  test("is the conversation so far and the new message", () => {
    expect(messagesForLastTurn(after(...ASKED, { type: "send", text: "Another." }))).toEqual([
      { role: "user", content: "Name a fruit." },
      { role: "assistant", content: "Apple." },
      { role: "user", content: "Another." },
    ]);
  });

  test("is the same for a second reply as for the first", () => {
    const first = messagesForLastTurn(after({ type: "send", text: "Name a fruit." }));
    expect(messagesForLastTurn(after(...ASKED, { type: "regenerate" }))).toEqual(first);
  });

  test("keeps what a stopped reply had said, and leaves out a turn whose reply failed", () => {
    const state = after(
      { type: "send", text: "One" },
      { type: "text", reply: "reply-2", text: "Half a" },
      { type: "stop", reply: "reply-2" },
      { type: "send", text: "Two" },
      { type: "text", reply: "reply-4", text: "lost" },
      { type: "fail", reply: "reply-4", failure: BROKEN },
      { type: "send", text: "Three" },
    );
    expect(messagesForLastTurn(state).map((message) => message.content)).toEqual(["One", "Half a", "Three"]);
  });

  test("follows the chosen reply", () => {
    const chosen: Action = { type: "chosen", turn: "turn-1", outcome: { chosen: "c-reply-2" } };
    const state = after(...TWO_REPLIES, chosen, { type: "send", text: "Go on." });
    expect(messagesForLastTurn(state)[1]).toEqual({ role: "assistant", content: "Apple." });
  });
});

describe("a comparison", () => {
  test("stands the newer reply to the right of the older", () => {
    expect(after(...TWO_REPLIES).turns[0]!.pair).toEqual(["reply-2", "reply-3"]);
  });

  test.each([
    [{ chosen: "c-reply-2" }, "reply-2"],
    [{ chosen: "c-reply-3" }, "reply-3"],
    ["tie", "reply-3"],
    ["both_bad", "reply-3"],
    [null, "reply-3"],
  ] as const)("answered %o goes on with %s", (outcome, active) => {
    const turn = after(...TWO_REPLIES, { type: "chosen", turn: "turn-1", outcome }).turns[0]!;
    expect(turn).toMatchObject({ active, pair: null, choosing: null, outcome });
    expect(turn.replies).toHaveLength(2);
  });

  test("is passed over by writing on: the newer reply stands and nothing counts as chosen", () => {
    const turn = after(...TWO_REPLIES, { type: "send", text: "Go on." }).turns[0]!;
    expect(turn).toMatchObject({ active: "reply-3", pair: null, outcome: null });
  });

  test("ends when the second reply is stopped: the first, whole one stands", () => {
    const turn = after(...ASKED, { type: "regenerate" }, { type: "stop", reply: "reply-3" }).turns[0]!;
    expect(turn).toMatchObject({ active: "reply-2", pair: null });
  });

  test("with a failed second reply goes on with the first", () => {
    const failed: Action = { type: "fail", reply: "reply-3", failure: BROKEN };
    const turn = after(...ASKED, { type: "regenerate" }, failed, { type: "chosen", turn: "turn-1", outcome: null })
      .turns[0]!;
    expect(turn.active).toBe("reply-2");
  });

  test("stays open while the choice is not saved", () => {
    const choosing = { wanted: "tie", failure: BROKEN } as const;
    const turn = after(...TWO_REPLIES, { type: "choosing", turn: "turn-1", choosing }).turns[0]!;
    expect(turn).toMatchObject({ pair: ["reply-2", "reply-3"], choosing, outcome: null });
  });
});

describe("a vote", () => {
  test("stands only once the server has acknowledged it", () => {
    const voting = { wanted: "up", failure: null } as const;
    const waiting = after(...ASKED, { type: "voting", reply: "reply-2", voting });
    expect(activeReply(waiting.turns[0]!)).toMatchObject({ rating: null, voting });
    const saved = reduce(waiting, { type: "voted", reply: "reply-2", rating: "up", feedbackId: "fb-1" });
    expect(activeReply(saved.turns[0]!)).toMatchObject({ rating: "up", feedbackId: "fb-1", voting: null });
  });

  test("that could not be changed leaves the old one standing", () => {
    const state = after(
      ...ASKED,
      { type: "voted", reply: "reply-2", rating: "up", feedbackId: "fb-1" },
      { type: "voting", reply: "reply-2", voting: { wanted: "down", failure: BROKEN } },
    );
    expect(activeReply(state.turns[0]!)).toMatchObject({ rating: "up", feedbackId: "fb-1" });
  });
});

test("a new conversation never reuses an id, so a late event of the old one changes nothing", () => {
  const fresh = after(...ASKED, { type: "reset" }, { type: "send", text: "Hello" });
  expect(fresh.turns.map((turn) => turn.id)).toEqual(["turn-3"]);
  const late = reduce(fresh, { type: "text", reply: "reply-2", text: "stray" });
  expect(late.turns).toEqual(fresh.turns);
});

test("a reply is read out whole when it is done, not as it grows", () => {
  const growing = after({ type: "send", text: "Hi" }, { type: "text", reply: "reply-2", text: "Hel" });
  expect(announcement(growing)).toBe("The reply is being written.");
  expect(announcement(after(...ASKED))).toBe("Apple.");
});
