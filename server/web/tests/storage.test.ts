// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { beforeEach, expect, test } from "vitest";
import { blankConversation } from "../src/conversation";
import { takeOver } from "../src/migrate";
import { activeReply, path } from "../src/selectors";
import { loadPreferences, loadRater, Records, savePreferences } from "../src/storage";

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

test("conversations come back as they were, one by one and all together", async () => {
  const records = new Records();
  const [one, two] = [blankConversation("one", 1), blankConversation("two", 2)];
  await records.update("one", () => ({ revision: 1, conversation: one }));
  await records.update("two", (saved) => ({ revision: saved?.revision ?? 7, conversation: two }));
  await records.update("two", () => null);
  const kept = [{ revision: 1, conversation: one }, { revision: 7, conversation: two }];
  expect(await new Records().all()).toEqual(kept);
  expect(await records.one("two")).toEqual(kept[1]);
  await records.remove("two");
  expect(await records.one("two")).toBeNull();
});

test("a browser keeps its name as a rater, and another has another", () => {
  const rater = loadRater();
  expect(rater).toMatch(/^browser-[0-9a-f]{32}$/);
  expect(loadRater()).toBe(rater);
  localStorage.clear();
  expect(loadRater()).not.toBe(rater);
});

test("a browser that refuses storage still gets a name", () => {
  const { localStorage: real } = window;
  Object.defineProperty(window, "localStorage", {
    configurable: true,
    get: () => {
      throw new DOMException("no", "SecurityError");
    },
  });
  try {
    expect(loadRater()).toMatch(/^browser-/);
    expect(loadPreferences()).toEqual({ compareShare: 0.1, sidebar: true });
  } finally {
    Object.defineProperty(window, "localStorage", { configurable: true, value: real });
  }
});

test("preferences come back, and what cannot be meant does not", () => {
  savePreferences({ compareShare: 0.25, sidebar: false });
  expect(loadPreferences()).toEqual({ compareShare: 0.25, sidebar: false });
  for (const stored of ["", "{", "null", '{"compareShare":2}', '{"compareShare":"1"}']) {
    localStorage.setItem("attune.preferences", stored);
    expect(loadPreferences()).toEqual({ compareShare: 0.1, sidebar: true });
  }
});

const OLD_REPLY = { status: "done", policy: "0", finishReason: "stop", failure: null, rating: "up", feedbackId: "f" };
const OLD = {
  version: 1,
  next: 6,
  turns: [
    {
      id: "turn-1",
      user: "Hi",
      active: "reply-3",
      pair: null,
      choosing: null,
      outcome: { chosen: "c-3" },
      replies: [
        { ...OLD_REPLY, id: "reply-2", text: "Hello", completionId: "c-2", voting: null },
        { ...OLD_REPLY, id: "reply-3", text: "Good day", completionId: "c-3", voting: null },
      ],
    },
    {
      id: "turn-4",
      user: "More",
      active: "reply-5",
      pair: null,
      choosing: null,
      outcome: null,
      replies: [{ ...OLD_REPLY, id: "reply-5", status: "streaming", text: "Ha", completionId: "c-5", voting: null }],
    },
  ],
};

test("the one conversation of the page before is taken over, once, as a tree", () => {
  sessionStorage.setItem("attune.conversation", JSON.stringify(OLD));
  const taken = takeOver(() => sessionStorage, "new", 7)!;
  expect(taken).toMatchObject({ id: "new", created: 7, title: null, first: "turn-1", next: 6 });
  expect(path(taken).map((turn) => [turn.user, activeReply(turn).text])).toEqual([
    ["Hi", "Good day"],
    ["More", "Ha"],
  ]);
  expect(taken.turns[0]!.replies[1]).toMatchObject({ completionId: "c-3", kept: true, vote: null, next: "turn-4" });
  expect(activeReply(taken.turns[1]!).status).toBe("stopped");
  expect(taken.turns[1]!.parent).toBe("reply-3");
  expect(takeOver(() => sessionStorage, "again", 8)).toBeNull();
});

test.each(["", "{", "[]", "null", '{"version":0,"turns":[]}', '{"version":1}', '{"version":1,"turns":[{}]}'])(
  "what cannot be read (%j) is not taken over",
  (stored) => {
    sessionStorage.setItem("attune.conversation", stored);
    expect(takeOver(() => sessionStorage, "new", 7)).toBeNull();
  },
);

test("a browser that refuses storage costs the old conversation and nothing else", () => {
  const refused = (): Storage => {
    throw new DOMException("denied", "SecurityError");
  };
  expect(takeOver(refused, "new", 7)).toBeNull();
});
