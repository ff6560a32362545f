// @vitest-environment jsdom
/** One reply in its conversation, drawn for real: what is marked, what is said of it, and that no text is markup. */
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Api } from "../src/api";
import { Access } from "../src/console/access";
import { Admin } from "../src/console/admin";
import { addressOf, choiceInWords, replyOf, textOf } from "../src/console/context";
import { OperatorContext } from "../src/console/operator";
import { ReplyView } from "../src/console/ReplyView";
import type { Choice, ReplyInContext } from "../src/console/types";
import { LearnerWatch } from "../src/watch";

const HOSTILE = '<img src=x onerror="window.hit = true"><script>window.hit = true</script>';
const CAST = { created: 1, user: HOSTILE, comment: HOSTILE, standing: "standing" as const };
const FOUND: ReplyInContext = {
  id: "a#1",
  model: "attune",
  policy_version: 3,
  created: 1,
  status: "completed",
  messages: [
    { role: "system", content: "Be brief." },
    { role: "user", content: `**Hello** ${HOSTILE}` },
    { role: "assistant", content: "Hi", tool_calls: [{ function: { name: "clock", arguments: "{}" } }] },
    { role: "user", content: [{ type: "text", text: "What is this?" }, { type: "image_url" }] },
  ],
  message: { role: "assistant", content: `**A cat** ${HOSTILE} [it](javascript:alert(1))` },
  siblings: { data: [{ completion_id: "a", policy_version: 2, message: { role: "assistant", content: "A dog" } }], has_more: true },
  votes: {
    data: [{ ...CAST, id: "v", rating: "down", reasons: ["wrong"], correction: HOSTILE, standing: "superseded" }],
    has_more: false,
  },
  preferences: { data: [{ ...CAST, id: "p", completion_ids: ["a", "a#1"], outcome: { chosen: "a#1" } }], has_more: false },
};

let box: HTMLElement;

beforeEach(() => {
  Element.prototype.scrollIntoView = vi.fn();
});

async function drawn(found: ReplyInContext): Promise<void> {
  vi.stubGlobal("fetch", async (url: string) => {
    expect(url).toBe("/admin/replies/a%231");
    return Response.json(found);
  });
  const api = new Api(() => null, "operator");
  const admin = new Admin(api);
  const operator = { api, admin, watch: new LearnerWatch(api), access: new Access(api, admin) };
  box = document.createElement("div");
  document.body.append(box);
  await act(() => render(h(OperatorContext.Provider, { value: operator }, h(ReplyView, { name: "a#1" })), box));
  expect(box.textContent).toContain("Loading");
  await vi.waitFor(() => expect(box.querySelector(".marked")).not.toBeNull());
}

afterEach(() => {
  render(null, box);
  box.remove();
  vi.unstubAllGlobals();
});

test("the conversation stands in order with the reply marked, and nothing in it is markup", async () => {
  await drawn(FOUND);
  const [messages, siblings] = [...box.querySelectorAll(".conversation")];
  expect([...messages!.querySelectorAll(".side-title")].map((title) => title.textContent)).toEqual([
    "System prompt",
    "Person",
    "Reply",
    "Person",
    "This reply · version 3",
  ]);
  const marked = messages!.querySelector("[aria-current]")!;
  expect(marked.querySelector("strong")?.textContent).toBe("A cat");
  expect(messages!.children[1]!.textContent).toBe(`Person**Hello** ${HOSTILE}`);
  expect(messages!.children[3]!.textContent).toContain("What is this?\n\n[image_url]");
  expect(box.querySelectorAll("script, img[onerror], [href^='javascript']")).toHaveLength(0);
  expect(siblings!.textContent).toContain("A dog");
  expect(siblings!.querySelector("a")?.getAttribute("href")).toBe("#votes/a");
  expect(box.textContent).toContain("There are more; these are the newest.");
});

test("every vote on it says what was said, and whether it still counts", async () => {
  await drawn(FOUND);
  const said = [...box.querySelectorAll(".judged > li")].map((one) => one.textContent!);
  expect(said[0]).toContain("badwrongchanged since");
  expect(said[0]).toContain(`Better: ${HOSTILE}`);
  expect(said[1]).toContain("the better one");
});

test("a reply of which nothing is kept says so", async () => {
  const none = { data: [], has_more: false };
  await drawn({ ...FOUND, messages: [], message: null, siblings: none, votes: none, preferences: none });
  expect(box.textContent).toContain("The conversation is not kept");
  expect(box.textContent).toContain("Nobody has judged it.");
});

test("addresses name replies, and choices are told from the reply's side", () => {
  expect(addressOf("a/b#1")).toBe("#votes/a%2Fb%231");
  expect([replyOf("a%2Fb%231"), replyOf(""), replyOf("%")]).toEqual(["a/b#1", null, null]);
  const said = (outcome: Choice["outcome"]) => choiceInWords({ completion_ids: ["a", "b", "c"], outcome } as unknown as Choice, "b");
  expect([said({ chosen: "a" }), said("tie"), said("both_bad"), said({ ranking: [["a"], ["b", "c"]] })]).toEqual([
    "another is better",
    "equally good",
    "both bad",
    "in place 2 of 2, among 3",
  ]);
  expect(textOf({ role: "assistant", content: null, tool_calls: [{ function: { name: "clock", arguments: "{}" } }] })).toBe(
    "clock({})",
  );
});
