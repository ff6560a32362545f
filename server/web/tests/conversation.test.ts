import { describe, expect, test } from "vitest";
import { blankConversation, type Conversation, DEFAULTS } from "../src/conversation";
import type { Failure } from "../src/failure";
import { type Action, reduce } from "../src/reduce";
import { activeReply, announcement, isBusy, matches, messagesFor, path, titleOf, versions } from "../src/selectors";

const BROKEN: Failure = { kind: "broken_off", message: "", retryAfter: null };
const EMPTY = blankConversation("c", 0);

function after(...actions: Action[]): Conversation {
  return actions.reduce(reduce, EMPTY);
}

const ask = (parent: string | null, text: string, two = false, flipped = false): Action => ({
  type: "ask",
  parent,
  text,
  at: 7,
  two,
  flipped,
});

/** The actions of one whole reply with the id `reply`, known to the server as `c-<reply>`. */
function whole(reply: string, text: string): Action[] {
  return [
    { type: "start", reply, completionId: `c-${reply}`, policy: "0" },
    { type: "text", reply, text },
    { type: "finish", reply, reason: "stop" },
  ];
}

const ASKED: Action[] = [ask(null, "Name a fruit."), ...whole("reply-2", "Apple.")];
const AGAIN: Action[] = [...ASKED, { type: "again", turn: "turn-1" }, ...whole("reply-3", "Plum.")];
const SIDES: Action[] = [ask(null, "Name a fruit.", true), ...whole("reply-2", "Apple."), ...whole("reply-3", "Plum.")];

/** What the reader sees: each message with the reply under it. */
const seen = (state: Conversation) => path(state).map((turn) => [turn.user, activeReply(turn).text]);

describe("a turn", () => {
  test("begins with the message and an empty reply that streams", () => {
    const state = after(ask(null, "Hi"));
    expect(state).toMatchObject({ first: "turn-1", updated: 7 });
    expect(state.turns).toMatchObject([{ id: "turn-1", user: "Hi", active: "reply-2", comparison: null }]);
    expect(activeReply(state.turns[0]!)).toMatchObject({ status: "streaming", text: "", completionId: null });
    expect(isBusy(state)).toBe(true);
  });

  test("gathers text, reasoning and tool calls in order and remembers who wrote it", () => {
    const state = after(
      ask(null, "Hi"),
      { type: "start", reply: "reply-2", completionId: "chatcmpl-7", policy: "3" },
      { type: "reasoning", reply: "reply-2", text: "Let me" },
      { type: "reasoning", reply: "reply-2", text: " see" },
      { type: "text", reply: "reply-2", text: "Hel" },
      { type: "text", reply: "reply-2", text: "lo" },
      { type: "tool", reply: "reply-2", index: 0, call: { name: "add", arguments: "" } },
      { type: "tool", reply: "reply-2", index: 0, call: { name: "", arguments: '{"a":' } },
      { type: "tool", reply: "reply-2", index: 0, call: { name: "", arguments: "1}" } },
      { type: "finish", reply: "reply-2", reason: "length" },
    );
    expect(activeReply(state.turns[0]!)).toMatchObject({
      status: "done",
      text: "Hello",
      reasoning: "Let me see",
      tools: [{ name: "add", arguments: '{"a":1}' }],
      completionId: "chatcmpl-7",
      policy: "3",
      finishReason: "length",
    });
    expect(isBusy(state)).toBe(false);
  });

  test("leaves other turns untouched, so that they are not drawn again", () => {
    const before = after(...ASKED, ask("reply-2", "More"));
    const later = reduce(before, { type: "text", reply: "reply-4", text: "Plum" });
    expect(later.turns[0]).toBe(before.turns[0]);
    expect(later.turns[1]).not.toBe(before.turns[1]);
  });

  test("that failed is tried again in the same place", () => {
    const state = after(
      ask(null, "Hi"),
      { type: "text", reply: "reply-2", text: "Hal" },
      { type: "fail", reply: "reply-2", failure: BROKEN },
      { type: "replace", reply: "reply-2" },
    );
    expect(state.turns[0]!.replies).toHaveLength(1);
    expect(activeReply(state.turns[0]!)).toMatchObject({ id: "reply-3", status: "streaming", text: "", failure: null });
  });

  test("is untouched by a late event of a reply that is gone", () => {
    const state = after(...ASKED);
    expect(reduce(state, { type: "text", reply: "reply-9", text: "stray" })).toBe(state);
  });
});

describe("the tree", () => {
  const EDITED: Action[] = [
    ...ASKED,
    ask("reply-2", "Another."),
    ...whole("reply-4", "Pear."),
    ask(null, "Name a tree."),
    ...whole("reply-6", "Oak."),
  ];

  test("a message sent anew stands beside the old one, and the reader follows it", () => {
    const state = after(...EDITED);
    expect(seen(state)).toEqual([["Name a tree.", "Oak."]]);
    expect(versions(state, path(state)[0]!).map((turn) => turn.user)).toEqual(["Name a fruit.", "Name a tree."]);
  });

  test("back at the old version, all that followed it is there", () => {
    const state = after(...EDITED, { type: "show-turn", turn: "turn-1" });
    expect(seen(state)).toEqual([
      ["Name a fruit.", "Apple."],
      ["Another.", "Pear."],
    ]);
  });

  test("each reply has a continuation of its own", () => {
    const state = after(...AGAIN, ask("reply-3", "Why?"), ...whole("reply-5", "Because."));
    expect(seen(state)).toEqual([
      ["Name a fruit.", "Plum."],
      ["Why?", "Because."],
    ]);
    const other = reduce(state, { type: "show-reply", reply: "reply-2" });
    expect(seen(other)).toEqual([["Name a fruit.", "Apple."]]);
    expect(seen(reduce(other, { type: "show-reply", reply: "reply-3" }))).toEqual(seen(state));
  });

  test("a message edited in the middle branches there", () => {
    const state = after(...ASKED, ask("reply-2", "One"), ...whole("reply-4", "1"), ask("reply-2", "Two"));
    expect(seen(state)).toEqual([
      ["Name a fruit.", "Apple."],
      ["Two", ""],
    ]);
    expect(versions(state, path(state)[1]!).map((turn) => turn.id)).toEqual(["turn-3", "turn-5"]);
  });
});

describe("what the model reads", () => {
  const messages = (state: Conversation) => messagesFor(state, path(state).at(-1)!);

  test("is the conversation so far and the new message", () => {
    expect(messages(after(...ASKED, ask("reply-2", "Another.")))).toEqual([
      { role: "user", content: "Name a fruit." },
      { role: "assistant", content: "Apple." },
      { role: "user", content: "Another." },
    ]);
  });

  test("begins with the system prompt, if there is one", () => {
    const system: Action = { type: "settings", settings: { ...DEFAULTS, system: " Be brief. " } };
    expect(messages(after(system, ask(null, "Hi")))).toEqual([
      { role: "system", content: "Be brief." },
      { role: "user", content: "Hi" },
    ]);
  });

  test("is the same for a second reply as for the first", () => {
    expect(messages(after(...AGAIN))).toEqual(messages(after(ask(null, "Name a fruit."))));
  });

  test("keeps what a stopped reply had said, and leaves out a turn whose reply failed", () => {
    const state = after(
      ask(null, "One"),
      { type: "text", reply: "reply-2", text: "Half a" },
      { type: "stop", reply: "reply-2" },
      ask("reply-2", "Two"),
      { type: "text", reply: "reply-4", text: "lost" },
      { type: "fail", reply: "reply-4", failure: BROKEN },
      ask("reply-4", "Three"),
    );
    expect(messages(state).map((message) => message.content)).toEqual(["One", "Half a", "Three"]);
  });

  test("is of the turn's own branch, wherever the reader has gone meanwhile", () => {
    const state = after(...ASKED, ask("reply-2", "Go on."), { type: "again", turn: "turn-1" });
    const turn = state.turns.find((one) => one.user === "Go on.")!;
    expect(messagesFor(state, turn).map((message) => message.content)).toEqual(["Name a fruit.", "Apple.", "Go on."]);
  });

  test("holds no reasoning", () => {
    const state = after(ask(null, "Hi"), ...whole("reply-2", "<think>hm</think>\n\nHello"), ask("reply-2", "More"));
    expect(messages(state)[1]).toEqual({ role: "assistant", content: "Hello" });
  });
});

describe("a comparison", () => {
  test("of two fresh replies stands in the order of chance", () => {
    expect(after(...SIDES).turns[0]!.comparison).toEqual({ shown: ["reply-2", "reply-3"], kind: "sides" });
    const flipped = after(ask(null, "Hi", true, true)).turns[0]!;
    expect(flipped).toMatchObject({ comparison: { shown: ["reply-3", "reply-2"] }, active: "reply-3" });
  });

  test("is offered where a reply takes the place of a whole one, and goes on with the new one", () => {
    const turn = after(...AGAIN).turns[0]!;
    expect(turn).toMatchObject({ comparison: { shown: ["reply-2", "reply-3"], kind: "rewrite" }, active: "reply-3" });
    const stopped = after(ask(null, "Hi"), { type: "stop", reply: "reply-2" }, { type: "again", turn: "turn-1" });
    expect(stopped.turns[0]!.comparison).toBeNull();
  });

  test("is not asked where the server keeps nothing of the replies", () => {
    const apart: Action = { type: "settings", settings: { ...DEFAULTS, store: false } };
    const state = after(apart, ...ASKED, { type: "again", turn: "turn-1" });
    expect(state.turns[0]!).toMatchObject({ comparison: null, replies: [{ kept: false }, { kept: false }] });
  });

  test.each([
    [{ chosen: "c-reply-2" }, "reply-2"],
    [{ chosen: "c-reply-3" }, "reply-3"],
    ["tie", "reply-2"],
    ["both_bad", "reply-2"],
    [null, "reply-2"],
  ] as const)("of two fresh replies, answered %o, goes on with %s", (outcome, active) => {
    const choice = outcome && { id: "pref-1", outcome };
    const turn = after(...SIDES, { type: "chosen", turn: "turn-1", choice }).turns[0]!;
    expect(turn).toMatchObject({ active, comparison: null, choosing: null, choice });
    expect(turn.replies).toHaveLength(2);
  });

  test("is passed over by writing on, and nothing counts as chosen", () => {
    const turn = after(...AGAIN, ask("reply-3", "Go on.")).turns[0]!;
    expect(turn).toMatchObject({ active: "reply-3", comparison: null, choice: null });
  });

  test("ends when one of the replies is stopped", () => {
    const turn = after(ask(null, "Hi", true), ...whole("reply-3", "Plum."), { type: "stop", reply: "reply-2" })
      .turns[0]!;
    expect(turn).toMatchObject({ active: "reply-3", comparison: null });
  });

  test("with a failed reply goes on with the whole one", () => {
    const failed: Action = { type: "fail", reply: "reply-2", failure: BROKEN };
    const skip: Action = { type: "chosen", turn: "turn-1", choice: null };
    expect(after(ask(null, "Hi", true), ...whole("reply-3", "Plum."), failed, skip).turns[0]!.active).toBe("reply-3");
  });

  test("stays open while the choice is not saved", () => {
    const choosing = { id: "v", wanted: "tie", failure: BROKEN } as const;
    const turn = after(...SIDES, { type: "choosing", turn: "turn-1", choosing }).turns[0]!;
    expect(turn).toMatchObject({ comparison: { kind: "sides" }, choosing, choice: null });
  });

  test("can be asked for under a reply, which stays as a sibling", () => {
    const turn = after(...ASKED, { type: "compare", turn: "turn-1", flipped: false }).turns[0]!;
    expect(turn.replies.map((reply) => reply.id)).toEqual(["reply-2", "reply-3", "reply-4"]);
    expect(turn.comparison).toEqual({ shown: ["reply-3", "reply-4"], kind: "sides" });
  });
});

describe("a vote", () => {
  const UP = { rating: "up", reasons: ["clear"], comment: "", correction: "" } as const;

  test("stands only once the server has acknowledged it", () => {
    const voting = { id: "v", wanted: UP, failure: null };
    const waiting = after(...ASKED, { type: "voting", reply: "reply-2", voting });
    expect(activeReply(waiting.turns[0]!)).toMatchObject({ vote: null, voting });
    const saved = reduce(waiting, { type: "voted", reply: "reply-2", vote: { ...UP, id: "fb-1" } });
    expect(activeReply(saved.turns[0]!)).toMatchObject({ vote: { ...UP, id: "fb-1" }, voting: null });
  });

  test("that could not be changed leaves the old one standing", () => {
    const state = after(
      ...ASKED,
      { type: "voted", reply: "reply-2", vote: { ...UP, id: "fb-1" } },
      { type: "voting", reply: "reply-2", voting: { id: "v", wanted: null, failure: BROKEN } },
    );
    expect(activeReply(state.turns[0]!).vote?.id).toBe("fb-1");
  });
});

test("the title is the person's, or the first words on one line and not cut inside a character", () => {
  expect(titleOf(after(ask(null, "Hi\n  there")))).toBe("Hi there");
  expect(titleOf(after(ask(null, "👋🏽".repeat(40))))).toBe(`${"👋🏽".repeat(30)}…`);
  expect(titleOf(after(...ASKED, { type: "rename", title: "Fruit" }))).toBe("Fruit");
});

test("a search wants every word, in the title, a message or any reply", () => {
  const state = after(...AGAIN);
  expect(["", "fruit", "APPLE plum", " name  a "].map((query) => matches(state, query))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(matches(state, "apple pear")).toBe(false);
});

test("a reply is read out whole when it is done, not as it grows", () => {
  const growing = after(ask(null, "Hi"), { type: "text", reply: "reply-2", text: "Hel" });
  expect(announcement(growing)).toBe("The reply is being written.");
  expect(announcement(after(...ASKED))).toBe("Apple.");
  expect(announcement(after(...SIDES))).toBe("Two replies are ready to be compared.");
});
