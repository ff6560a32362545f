// @vitest-environment jsdom
import { beforeEach, expect, test } from "vitest";
import { type Action, EMPTY, reduce } from "../src/conversation";
import { loadConversation, saveConversation } from "../src/storage";

beforeEach(() => sessionStorage.clear());

const after = (...actions: Action[]) => actions.reduce(reduce, EMPTY);
const ANSWERED: Action[] = [
  { type: "send", text: "Hi" },
  { type: "start", reply: "reply-2", completionId: "chatcmpl-1", policy: "0" },
  { type: "text", reply: "reply-2", text: "Hello" },
  { type: "finish", reply: "reply-2", reason: "stop" },
];

test("a finished conversation comes back as it was", () => {
  const state = after(...ANSWERED, { type: "voted", reply: "reply-2", rating: "up", feedbackId: "fb-1" });
  saveConversation(state);
  expect(loadConversation()).toEqual(state);
});

test("a reply cut by the reload is kept as far as it came, and a comparison with it is over", () => {
  saveConversation(after(...ANSWERED, { type: "regenerate" }, { type: "text", reply: "reply-3", text: "Hal" }));
  const turn = loadConversation().turns[0]!;
  expect(turn.replies[1]).toMatchObject({ status: "stopped", text: "Hal" });
  expect(turn).toMatchObject({ active: "reply-2", pair: null });
});

test("a vote that was on its way is open again", () => {
  const voting = { wanted: "up", failure: null } as const;
  saveConversation(after(...ANSWERED, { type: "voting", reply: "reply-2", voting }));
  expect(loadConversation().turns[0]!.replies[0]).toMatchObject({ rating: null, voting: null });
});

test.each(["", "{", "[]", "null", '{"version":0,"turns":[]}', '{"version":1}'])(
  "what cannot be read (%j) starts an empty conversation",
  (stored) => {
    sessionStorage.setItem("attune.conversation", stored);
    expect(loadConversation()).toEqual(EMPTY);
  },
);
