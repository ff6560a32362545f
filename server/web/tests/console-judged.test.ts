// @vitest-environment jsdom
/** The list of judged replies, drawn for real; the answers of the server come when a test says so. */
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Api } from "../src/api";
import { Access } from "../src/console/access";
import { Admin } from "../src/console/admin";
import { nothingHere, opinionInWords, orderNote } from "../src/console/browsing";
import { JudgedReplies } from "../src/console/JudgedReplies";
import { OperatorContext } from "../src/console/operator";
import type { Judgement } from "../src/console/types";
import { LearnerWatch } from "../src/watch";

/** What was asked, and how each is answered, in their order. */
let asked: { query: string; answer: (prompt: string, more: boolean, opinion?: Judgement["opinion"]) => Promise<void> }[];
let box: HTMLElement;

beforeEach(async () => {
  asked = [];
  vi.stubGlobal("fetch", (url: string) => {
    return new Promise<Response>((resolve) => {
      const answer = (prompt: string, more: boolean, opinion: Judgement["opinion"] = null) =>
        act(async () => {
          const said = { object: "feedback", created: 1, user: "ada", comment: null, rating: "up" };
          const judged = { id: prompt, ...said, prompt, replies: [], opinion };
          resolve(Response.json({ data: [judged], last_id: prompt, has_more: more }));
          await new Promise((passed) => setTimeout(passed));
        });
      asked.push({ query: url.replace("/admin/votes?", ""), answer });
    });
  });
  const api = new Api(() => null, "operator");
  const admin = new Admin(api);
  const operator = { api, admin, watch: new LearnerWatch(api), access: new Access(api, admin) };
  box = document.createElement("div");
  await act(() => render(h(OperatorContext.Provider, { value: operator }, h(JudgedReplies, { votes: 1 })), box));
  await asked[0]!.answer("new thumb", true);
});

afterEach(() => {
  render(null, box);
  vi.unstubAllGlobals();
});

const press = (label: string) =>
  act(() => [...box.querySelectorAll("button")].find((button) => button.textContent === label)!.click());
const pick = (label: string, value: string) =>
  act(() => {
    const field = box.querySelector<HTMLSelectElement>(`[aria-label="${label}"]`)!;
    field.value = value;
    field.dispatchEvent(new Event("change"));
  });
const prompts = () => [...box.querySelectorAll(".judged-prompt")].map((prompt) => prompt.textContent);

test("older ones of one kind do not come into the list of the other", async () => {
  await press("More");
  await press("Choices");
  await asked[2]!.answer("a choice", false);
  await asked[1]!.answer("old thumb", true);
  expect(asked.map(({ query }) => query)).toEqual([
    "kind=feedback&limit=10",
    "kind=feedback&limit=10&after=new+thumb",
    "kind=preference&limit=10",
  ]);
  expect(prompts()).toEqual(["a choice"]);
  expect(box.textContent).not.toContain("More");
});

test("one browses by what was said, of either kind", async () => {
  await pick("What was said", "down");
  await asked[1]!.answer("bad reply", true);
  expect(prompts()).toEqual(["bad reply"]);
  await press("More");
  await press("Choices");
  await pick("What was said", "tie");
  await press("Thumbs");
  expect(asked.slice(1).map(({ query }) => query)).toEqual([
    "kind=feedback&limit=10&rating=down",
    "kind=feedback&limit=10&rating=down&after=bad+reply",
    "kind=preference&limit=10",
    "kind=preference&limit=10&outcome=tie",
    "kind=feedback&limit=10",
  ]);
});

test("where there is nothing it says what to do", () => {
  expect(nothingHere({ kind: "feedback", said: "", order: "newest" })).toContain("on the chat page");
  expect(nothingHere({ kind: "preference", said: "", order: "newest" })).toContain("“Another reply”");
  expect(nothingHere({ kind: "preference", said: "tie", order: "newest" })).toContain("look at all of them");
});

test("the list stands in the order of what the reward model thinks, and says whose opinion it is", async () => {
  await pick("In which order", "disagreement");
  await asked[1]!.answer("so nice", true, { cycle: "cycle-2", score: -1.234, margin: -1.234 });
  expect(box.querySelector(".badge.down")?.textContent).toBe("score -1.23, disagrees");
  expect(box.querySelector(".badge.down")?.getAttribute("title")).toContain("The reward model of cycle-2");
  expect(box.textContent).toContain("Scores are from the reward model of cycle-2");
  await pick("What was said", "up");
  await asked[2]!.answer("just asked", false);
  expect(box.textContent).toContain("No cycle has scored these yet");
  await pick("In which order", "newest");
  expect(asked.slice(1).map(({ query }) => query)).toEqual([
    "kind=feedback&limit=10&order=disagreement",
    "kind=feedback&limit=10&rating=up&order=disagreement",
    "kind=feedback&limit=10&rating=up",
  ]);
});

test("a model that agrees says only its score", () => {
  const judged = { object: "preference", opinion: { cycle: "cycle-2", score: 0.5, margin: 0.5 } } as Judgement;
  expect(opinionInWords(judged)).toMatchObject({ text: "score 0.5", against: false });
  expect(opinionInWords({ ...judged, opinion: null })).toBeNull();
  expect([orderNote("newest", judged), orderNote("score", undefined)]).toEqual([null, null]);
});
