import { expect, test } from "vitest";
import { blankConversation, DEFAULTS } from "../src/conversation";
import { fileName, toJson, toMarkdown } from "../src/export";
import { type Action, reduce } from "../src/reduce";

const ACTIONS: Action[] = [
  { type: "settings", settings: { ...DEFAULTS, system: "Be brief." } },
  { type: "ask", parent: null, text: "Name a fruit.", at: 1, two: false, flipped: false },
  { type: "start", reply: "reply-2", completionId: "c-2", policy: "3" },
  { type: "text", reply: "reply-2", text: "<think>hm</think>**Apple.**" },
  { type: "finish", reply: "reply-2", reason: "stop" },
];
const TALK = ACTIONS.reduce(reduce, blankConversation("c", 0));

test("as Markdown it reads as the reader saw it", () => {
  expect(toMarkdown(TALK)).toBe(
    "# Name a fruit.\n\n## System prompt\n\nBe brief.\n\n## You\n\nName a fruit.\n\n## Reply (version 3)\n\n**Apple.**\n",
  );
});

test("as JSON nothing is lost", () => {
  expect(JSON.parse(toJson(TALK))).toEqual({ format: "attune conversation", version: 2, conversation: TALK });
});

test.each([
  ["Name a fruit.", "name-a-fruit.md"],
  ["../../etc/passwd", "etc-passwd.md"],
  ["Ω und ß?", "ω-und-ß.md"],
  ["???", "conversation.md"],
])("%j is a file %s", (title, name) => {
  expect(fileName({ ...TALK, title }, "md")).toBe(name);
});
