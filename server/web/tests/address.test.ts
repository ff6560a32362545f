// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { beforeEach, expect, test } from "vitest";
import { openAddressed, showAddress } from "../src/address";
import { Library } from "../src/library";
import { Records } from "../src/storage";

let library: Library;

beforeEach(() => {
  history.replaceState(null, "", "/");
  library = new Library(new Records());
  library.subscribe(() => showAddress(library));
});

function say(text: string): string {
  const { id } = library.state.open;
  library.change(id, { type: "ask", parent: null, text, at: 1, two: false, flipped: false });
  return id;
}

test("a conversation gets its address and title with its first message, in the place of none", () => {
  const { length } = history;
  const id = say("Hi");
  expect([location.hash, document.title, history.length]).toEqual([`#${id}`, "Hi · attune", length]);
});

test("a new conversation is a step further, and the address leads back", () => {
  const first = say("One");
  const { length } = history;
  library.open(null);
  expect([location.hash, document.title, history.length]).toEqual(["", "attune", length + 1]);
  location.hash = first;
  openAddressed(library);
  expect(library.state.open.id).toBe(first);
});

test("what was deleted, or never was, leaves no step to go back to", async () => {
  const id = say("Hi");
  const { length } = history;
  await library.remove(id);
  expect([location.hash, history.length]).toEqual(["", length]);
  history.replaceState(null, "", "#unknown");
  openAddressed(library);
  expect([location.hash, library.state.open.turns, history.length]).toEqual(["", [], length]);
});
