// @vitest-environment jsdom
/** The votes' part of the console: what it shows while it loads, of nothing, and where an address names a reply. */
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Api } from "../src/api";
import { Access } from "../src/console/access";
import { Admin } from "../src/console/admin";
import { OperatorContext } from "../src/console/operator";
import type { VoteSummary } from "../src/console/types";
import { LearnerWatch } from "../src/watch";

const NONE: VoteSummary = {
  counted: 0,
  truncated: false,
  versions: [],
  step: 3600,
  times: [],
  reasons: [],
  raters: [],
  all_raters: 0,
};

let box: HTMLElement;
let answers: { url: string; answer: (found: unknown) => void }[];

beforeEach(() => {
  answers = [];
  box = document.createElement("div");
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
  vi.stubGlobal(
    "fetch",
    (url: string) =>
      new Promise<Response>((resolve) => answers.push({ url, answer: (found) => resolve(Response.json(found)) })),
  );
});

afterEach(() => {
  render(null, box);
  vi.unstubAllGlobals();
});

async function drawn(rest: string): Promise<void> {
  // Its charts ask the window for colours as soon as they are imported.
  const { VotesPart } = await import("../src/console/VotesPart");
  const api = new Api(() => null, "operator");
  const admin = new Admin(api);
  const operator = { api, admin, watch: new LearnerWatch(api), access: new Access(api, admin) };
  await act(() => render(h(OperatorContext.Provider, { value: operator }, h(VotesPart, { rest })), box));
}

test("something stands there until the server has answered, and then what to do", async () => {
  await drawn("");
  expect(box.textContent).toBe("Loading what people said…");
  expect(answers.map(({ url }) => url)).toEqual(["/admin/votes/summary"]);
  answers[0]!.answer(NONE);
  await vi.waitFor(() => expect(box.textContent).toContain("Nobody has voted yet."));
});

test("an address with a reply's name shows that reply and asks for no sums", async () => {
  await drawn("a%231");
  expect(answers.map(({ url }) => url)).toEqual(["/admin/replies/a%231"]);
  expect(box.textContent).toContain("Loading the conversation…");
});
