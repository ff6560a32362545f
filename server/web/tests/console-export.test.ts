// @vitest-environment jsdom
/** The export's buttons: each fetches with the operator's key and saves what came under its own name. */
import { h, render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Api } from "../src/api";
import { Access } from "../src/console/access";
import { Admin } from "../src/console/admin";
import { ExportCard } from "../src/console/ExportCard";
import { OperatorContext } from "../src/console/operator";
import { LearnerWatch } from "../src/watch";

let asked: { url: string; key: string | null }[];
let answer: () => Response;
let saved: { name: string; text: Promise<string> }[];
let box: HTMLElement;

beforeEach(async () => {
  asked = [];
  saved = [];
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    asked.push({ url, key: new Headers(init.headers).get("authorization") });
    return answer();
  });
  let file: Blob;
  URL.createObjectURL = (given) => ((file = given as Blob), "blob:file");
  URL.revokeObjectURL = () => undefined;
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    const reader = new FileReader();
    const text = new Promise<string>((read) => (reader.onload = () => read(String(reader.result))));
    reader.readAsText(file);
    saved.push({ name: this.download, text });
  });
  const api = new Api(() => "sk-operator", "operator");
  const admin = new Admin(api);
  const operator = { api, admin, watch: new LearnerWatch(api), access: new Access(api, admin) };
  box = document.createElement("div");
  await act(() => render(h(OperatorContext.Provider, { value: operator }, h(ExportCard, {})), box));
});

afterEach(() => {
  render(null, box);
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const press = (label: string) =>
  act(() => [...box.querySelectorAll("button")].find((button) => button.textContent === label)!.click());

test("each kind is fetched with the key and saved under its name", async () => {
  answer = () => ({ ok: true, blob: async () => new Blob(['{"prompt":[]}\n']) }) as Response;
  for (const label of ["Pairs", "Thumbs", "Prompts"]) {
    await press(label);
    await vi.waitFor(() => expect(box.querySelector("button:disabled")).toBeNull());
  }
  expect(asked).toEqual(
    ["preference", "unpaired", "prompts"].map((kind) => ({ url: `/admin/votes/export?kind=${kind}`, key: "Bearer sk-operator" })),
  );
  expect(saved.map(({ name }) => name)).toEqual(["attune-preference.jsonl", "attune-unpaired.jsonl", "attune-prompts.jsonl"]);
  expect(await saved[0]!.text).toBe('{"prompt":[]}\n');
});

test("what cannot be fetched is told, and nothing is saved", async () => {
  answer = () => Response.json({ error: { message: "The store is closed." } }, { status: 500 });
  await press("Pairs");
  await vi.waitFor(() => expect(box.querySelector("[role=alert]")).not.toBeNull());
  expect(saved).toEqual([]);
  expect(box.querySelector("button:disabled")).toBeNull();
});
