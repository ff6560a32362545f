// @vitest-environment jsdom
/** The list of judged replies, drawn for real; the answers of the server come when a test says so. */
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Api } from "../src/api";
import { Access } from "../src/console/access";
import { Admin } from "../src/console/admin";
import { nothingHere } from "../src/console/browsing";
import { JudgedReplies } from "../src/console/JudgedReplies";
import { OperatorContext } from "../src/console/operator";
import { LearnerWatch } from "../src/watch";

/** What was asked, and how each is answered, in their order. */
let asked: { query: string; answer: (prompt: string, more: boolean) => Promise<void> }[];
let box: HTMLElement;

beforeEach(async () => {
  asked = [];
  vi.stubGlobal("fetch", (url: string) => {
    return new Promise<Response>((resolve) => {
      const answer = (prompt: string, more: boolean) =>
        act(async () => {
          const judged = { id: prompt, object: "feedback", created: 1, user: "ada", comment: null, rating: "up", prompt, replies: [] };
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
  expect(nothingHere({ kind: "feedback", said: "" })).toContain("on the chat page");
  expect(nothingHere({ kind: "preference", said: "" })).toContain("“Another reply”");
  expect(nothingHere({ kind: "preference", said: "tie" })).toContain("look at all of them");
});
