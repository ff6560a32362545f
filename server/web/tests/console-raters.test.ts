// @vitest-environment jsdom
/** Raters, with what the newest cycle that looked at them found. */
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, expect, test, vi } from "vitest";
import { Api } from "../src/api";
import { Access } from "../src/console/access";
import { Admin } from "../src/console/admin";
import { OperatorContext } from "../src/console/operator";
import { newestStandings } from "../src/console/raters";
import { RatersCard } from "../src/console/RatersCard";
import type { Cycle, VoteSummary } from "../src/console/types";
import { LearnerWatch } from "../src/watch";

const TROLL = { rater: "troll", agreement: { share: 0.1, evidence: 12, partners: 3 }, contradictions: 2, factor: 0, quarantined: true };
const ADA = { rater: "ada", agreement: { share: 0.825, evidence: 7.5, partners: 2 }, contradictions: 0, factor: 0.4, quarantined: false };
const CYCLES = [
  { id: "cycle-3", metrics: {} },
  { id: "cycle-2", metrics: { examples: { raters: [ADA, TROLL] } } },
  { id: "cycle-1", metrics: { examples: { raters: [] } } },
] as unknown as Cycle[];
const NOW = Date.now() / 1000;
const rater = (name: string) => ({ rater: name, up: 3, down: 1, choices: 2, last: NOW });

let box: HTMLElement;

async function drawn(cycles: readonly Cycle[], summary: Partial<VoteSummary>): Promise<void> {
  vi.stubGlobal("fetch", async (url: string) => {
    expect(url).toBe("/admin/learner/cycles?limit=10");
    return Response.json({ data: cycles });
  });
  const api = new Api(() => null, "operator");
  const admin = new Admin(api);
  const operator = { api, admin, watch: new LearnerWatch(api), access: new Access(api, admin) };
  box = document.createElement("div");
  const card = h(RatersCard, { summary: summary as VoteSummary, ended: null });
  await act(() => render(h(OperatorContext.Provider, { value: operator }, card), box));
  await vi.waitFor(() => expect(box.querySelector("caption, .empty")).not.toBeNull());
}

afterEach(() => {
  render(null, box);
  vi.unstubAllGlobals();
});

const rows = () => [...box.querySelectorAll("tbody tr")].map((row) => [...row.children].map((cell) => cell.textContent));

test("each rater stands beside what the newest cycle that looked at raters found", async () => {
  await drawn(CYCLES, { raters: [rater("ada"), rater("troll"), rater("new")], all_raters: 73 });
  expect(rows()).toEqual([
    ["ada", "4", "75\u00a0%", "2", "just now", "83\u00a0% of 7.5", "0", "no"],
    ["troll", "4", "75\u00a0%", "2", "just now", "10\u00a0% of 12", "2", "yes"],
    ["new", "4", "75\u00a0%", "2", "just now", "–", "–", "–"],
  ]);
  expect(box.querySelector("caption")?.textContent).toBe("Agreement, contradictions and quarantine as of cycle-2");
  expect(box.textContent).toContain("The 3 with the most votes of 73.");
  expect([...box.querySelectorAll("th, td")].filter((cell) => !cell.getAttribute("title"))).toEqual([]);
});

test("before the first cycle it says what to do", async () => {
  await drawn([], { raters: [rater("ada")], all_raters: 1 });
  expect(rows()).toEqual([["ada", "4", "75\u00a0%", "2", "just now"]]);
  expect(box.textContent).toContain("“Learn now”");
  expect(box.textContent).not.toContain("with the most votes");
});

test("a rater who shares nothing with others has no agreement", () => {
  const alone = { ...ADA, agreement: null };
  const cycle = { id: "cycle-1", metrics: { examples: { raters: [alone] } } } as unknown as Cycle;
  expect(newestStandings([cycle])?.of.get("ada")?.agreement).toBeNull();
  expect(newestStandings([{ id: "cycle-1", metrics: {} } as unknown as Cycle])).toBeNull();
});
