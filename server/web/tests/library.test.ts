/** The library over a real IndexedDB interface (fake-indexeddb); only a full disk is played by a subclass. */
import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import { Library } from "../src/library";
import type { Action } from "../src/reduce";
import { Records, type Saved } from "../src/storage";

/** A busy machine may take its time. */
const LONG = { timeout: 50_000 };

let time = 0;
let written: string[];

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  [time, written] = [0, []];
});

async function opened(records = new Records()): Promise<Library> {
  const library = new Library(records, (id) => written.push(id), () => ++time);
  await library.load();
  return library;
}

/** A message in the open conversation; gives the conversation's id. */
function say(library: Library, text: string): string {
  const { id } = library.state.open;
  const ask: Action = { type: "ask", parent: null, text, at: ++time, two: false, flipped: false };
  library.change(id, ask);
  return id;
}

const finish = (library: Library, id: string) =>
  library.change(id, { type: "finish", reply: "reply-2", reason: "stop" });
const titles = (library: Library) => library.state.list.map((entry) => entry.title);
const kept = async () => (await new Records().all()).map(({ conversation }) => conversation.turns[0]?.user);

test("a blank conversation is kept and listed from its first message on", async () => {
  const library = await opened();
  library.change(library.state.open.id, { type: "rename", title: "Early" });
  expect(library.state).toMatchObject({ list: [], open: { title: "Early" } });
  say(library, "Hi");
  expect(library.state.list).toMatchObject([{ title: "Early", busy: true }]);
  await vi.waitFor(async () => expect(await kept()).toEqual(["Hi"]), LONG);
});

test("the list has the newest first, and opening goes back and forth", async () => {
  const library = await opened();
  const first = say(library, "One");
  finish(library, first);
  library.open(null);
  expect(library.state.open.turns).toEqual([]);
  finish(library, say(library, "Two"));
  expect(titles(library)).toEqual(["Two", "One"]);
  library.open(first);
  expect(library.state.open.turns[0]!.user).toBe("One");
  expect(library.search("tw").map((entry) => entry.title)).toEqual(["Two"]);
});

test("another visit finds all of it, and a reply that was under way as stopped", async () => {
  const library = await opened();
  const id = say(library, "Hi");
  library.change(id, { type: "text", reply: "reply-2", text: "Hal" });
  library.flush();
  await vi.waitFor(async () => expect((await new Records().one(id))?.conversation.turns[0]!.replies[0]!.text).toBe("Hal"), LONG);
  const later = await opened();
  later.open(id);
  expect(later.state.open.turns[0]!.replies[0]).toMatchObject({ status: "stopped", text: "Hal" });
});

test("streamed text is not written with every piece", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const update = vi.spyOn(Records.prototype, "update");
    const library = await opened();
    const id = say(library, "Hi");
    expect(update).toHaveBeenCalledTimes(1);
    for (let piece = 0; piece < 100; piece++) library.change(id, { type: "text", reply: "reply-2", text: "a" });
    expect(update).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1000);
    expect(update).toHaveBeenCalledTimes(2);
    vi.useRealTimers();
    const text = async () => (await new Records().one(id))?.conversation.turns[0]!.replies[0]!.text;
    await vi.waitFor(async () => expect(await text()).toBe("a".repeat(100)), LONG);
  } finally {
    vi.restoreAllMocks();
    vi.useRealTimers();
  }
});

test("a deleted conversation is gone, and its late reply changes nothing", async () => {
  const library = await opened();
  const id = say(library, "Hi");
  await library.remove(id);
  library.change(id, { type: "text", reply: "reply-2", text: "late" });
  expect(library.state.list).toEqual([]);
  expect(library.state.open.turns).toEqual([]);
  await vi.waitFor(async () => expect(await kept()).toEqual([]), LONG);
});

test("a full disk is told and the chat goes on; once there is room the notice goes", async () => {
  class Full extends Records {
    full = true;
    override async update(id: string, change: (saved: Saved | null) => Saved | null): Promise<void> {
      if (this.full) throw new DOMException("no room", "QuotaExceededError");
      await super.update(id, change);
    }
  }
  const records = new Full();
  const library = await opened(records);
  const id = say(library, "Hi");
  await vi.waitFor(() => expect(library.state.trouble).toBe("full"), LONG);
  expect(titles(library)).toEqual(["Hi"]);
  records.full = false;
  finish(library, id);
  await vi.waitFor(() => expect(library.state.trouble).toBeNull(), LONG);
});

test("a browser without IndexedDB is told of, and the chat goes on", async () => {
  Reflect.deleteProperty(globalThis, "indexedDB");
  const library = await opened();
  expect(library.state.trouble).toBe("refused");
  say(library, "Hi");
  expect(titles(library)).toEqual(["Hi"]);
});
