/** Two tabs of one browser: one IndexedDB (fake-indexeddb), one BroadcastChannel (Node's own), a library each. */
import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Conversation, DEFAULTS, type Reply } from "../src/conversation";
import { Library } from "../src/library";
import type { Action } from "../src/reduce";
import { Records } from "../src/storage";
import { Tabs } from "../src/tabs";

/** A busy machine may take its time. */
const LONG = { timeout: 50_000 };

interface Tab {
  readonly library: Library;
  readonly tabs: Tabs;
  /** The conversations that were to be stopped here. */
  readonly stopped: string[];
}

let channels: BroadcastChannel[];

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  channels = [];
});

afterEach(() => channels.forEach((channel) => channel.close()));

async function opened(): Promise<Tab> {
  const channel = new BroadcastChannel("tabs.test");
  channels.push(channel);
  const stopped: string[] = [];
  const library: Library = new Library(new Records(), (id, live) => tabs.written(id, live));
  const tabs = new Tabs(channel, library, { stop: (id) => stopped.push(id) });
  await library.load();
  tabs.listen();
  return { library, tabs, stopped };
}

const ask = (text: string): Action => ({ type: "ask", parent: null, text, at: 1, two: false, flipped: false });
const grow = (text: string): Action => ({ type: "text", reply: "reply-2", text });
const FINISH: Action = { type: "finish", reply: "reply-2", reason: "stop" };

/** A message in the tab's open conversation; gives the conversation's id. */
function say({ library }: Tab, text: string): string {
  const { id } = library.state.open;
  library.change(id, ask(text));
  return id;
}

const reply = ({ library }: Tab, id: string): Reply | undefined => library.find(id)?.turns[0]?.replies[0];
const recorded = async (id: string): Promise<Conversation | undefined> => (await new Records().one(id))?.conversation;
const eventually = (check: () => unknown) => vi.waitFor(check, LONG);

test("a reply that one tab writes grows in the other, which may vote and rename meanwhile, and nothing is lost", async () => {
  const [here, there] = [await opened(), await opened()];
  const id = say(here, "Hi");
  here.library.change(id, grow("One"));
  here.library.flush();
  await eventually(() => expect(reply(there, id)).toMatchObject({ status: "streaming", text: "One" }));

  here.library.change(id, grow(" two"));
  there.library.change(id, { type: "rename", title: "Named there" });
  const vote = { id: "v", rating: "up", reasons: [], comment: "", correction: "" } as const;
  there.library.change(id, { type: "voted", reply: "reply-2", vote });
  here.library.change(id, grow(" three"));
  await eventually(() => expect(here.library.find(id)?.title).toBe("Named there"));
  here.library.change(id, FINISH);

  const whole = { status: "done", text: "One two three", vote };
  await eventually(() => expect(reply(there, id)).toMatchObject(whole));
  expect(reply(here, id)).toMatchObject(whole);
  await eventually(async () => {
    expect(await recorded(id)).toMatchObject({ title: "Named there", turns: [{ replies: [whole] }] });
  });
});

test("what two tabs do at the same moment is both on record, before either has heard of the other", async () => {
  const here = await opened();
  const id = say(here, "Hi");
  here.library.change(id, FINISH);
  await eventually(async () => expect((await recorded(id))?.turns[0]!.replies[0]!.status).toBe("done"));
  const there = await opened();
  here.library.change(id, { type: "rename", title: "Named here" });
  there.library.change(id, { type: "settings", settings: { ...DEFAULTS, system: "Be brief." } });
  const both = { title: "Named here", settings: { system: "Be brief." } };
  await eventually(async () => expect(await recorded(id)).toMatchObject(both));
  await eventually(() => expect([here, there].map(({ library }) => library.find(id))).toMatchObject([both, both]));
});

test("what two tabs ask at the same moment are two messages, each with its own reply", async () => {
  const here = await opened();
  const id = say(here, "Hi");
  here.library.change(id, FINISH);
  await eventually(async () => expect((await recorded(id))?.turns[0]!.replies[0]!.status).toBe("done"));
  const there = await opened();
  const asks = (text: string, name: string) => ({ ...ask(text), parent: "reply-2", name }) as Action;
  here.library.change(id, asks("From here", "a"));
  there.library.change(id, asks("From there", "b"));
  here.library.change(id, { type: "text", reply: "reply-a-1", text: "To here" });
  there.library.change(id, { type: "text", reply: "reply-b-1", text: "To there" });
  here.library.change(id, { type: "finish", reply: "reply-a-1", reason: "stop" });
  there.library.change(id, { type: "finish", reply: "reply-b-1", reason: "stop" });

  const said = (conversation?: Conversation) =>
    conversation?.turns.map(({ user, replies }) => [user, ...replies.map(({ text, status }) => `${text}: ${status}`)]).sort();
  const both = [["From here", "To here: done"], ["From there", "To there: done"], ["Hi", ": done"]];
  await eventually(async () => expect(said(await recorded(id))).toEqual(both));
  await eventually(() => expect([here, there].map(({ library }) => said(library.find(id)))).toEqual([both, both]));
});

test("what is deleted in one tab stays deleted, also where the other is writing a reply of it", async () => {
  const [here, there] = [await opened(), await opened()];
  const id = say(here, "Hi");
  await eventually(() => expect(reply(there, id)).toBeDefined());
  await there.library.remove(id);
  here.library.change(id, grow("late"));
  here.library.flush();
  await eventually(() => expect(here.stopped).toEqual([id]));
  here.library.change(id, FINISH);
  expect([here.library.state.list, there.library.state.list]).toEqual([[], []]);
  expect(await recorded(id)).toBeUndefined();
});

test("what is deleted in one tab stays deleted, also where the other could last not write it down", async () => {
  const [here, there] = [await opened(), await opened()];
  const id = say(here, "Hi");
  await eventually(() => expect(reply(there, id)).toBeDefined());
  const full = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
    throw new DOMException("no room", "QuotaExceededError");
  });
  here.library.change(id, FINISH);
  await eventually(() => expect(here.library.state.trouble).not.toBeNull());
  full.mockRestore();
  await there.library.remove(id);
  await eventually(() => expect(here.stopped).toEqual([id]));
  here.library.change(id, { type: "rename", title: "Back again" });
  expect([here.library.state.list, there.library.state.list]).toEqual([[], []]);
  expect(await recorded(id)).toBeUndefined();
});

test("a tab that opens in the middle of a reply sees it being written, and can stop it", async () => {
  const here = await opened();
  const id = say(here, "Hi");
  here.library.change(id, grow("One"));
  here.library.flush();
  await eventually(async () => expect((await recorded(id))?.turns[0]!.replies[0]!.text).toBe("One"));
  const there = await opened();
  await eventually(() => expect(reply(there, id)).toMatchObject({ status: "streaming", text: "One" }));
  there.tabs.stop(id);
  await eventually(() => expect(here.stopped).toEqual([id]));
});

test("that the server was told to stop after all is known in the tab that could not tell it", async () => {
  const [here, there] = [await opened(), await opened()];
  const id = say(here, "Hi");
  const failure = { kind: "unreachable", message: "", retryAfter: null } as const;
  here.library.change(id, { type: "stop", reply: "reply-2" });
  here.library.change(id, { type: "unstopped", reply: "reply-2", failure });
  await eventually(() => expect(reply(there, id)).toMatchObject({ status: "stopped", unstopped: failure }));
  there.library.change(id, { type: "unstopped", reply: "reply-2", failure: null });
  await eventually(() => expect(reply(here, id)).toMatchObject({ status: "stopped", unstopped: null }));
});

test("when the tab that writes is closed, the reply stands in the other as far as it came", async () => {
  const [here, there] = [await opened(), await opened()];
  const id = say(here, "Hi");
  here.library.change(id, grow("One"));
  here.library.flush();
  await eventually(() => expect(reply(there, id)).toMatchObject({ status: "streaming", text: "One" }));
  here.tabs.leave();
  await eventually(() => expect(reply(there, id)).toMatchObject({ status: "stopped", text: "One" }));
});

test("a reply that the server writes in the background is left to the other tab when the one that reads it is closed", async () => {
  const [here, there] = [await opened(), await opened()];
  const id = say(here, "Hi");
  here.library.change(id, { type: "start", reply: "reply-2", completionId: "c-1", policy: "0", seen: -1 });
  here.library.change(id, { ...grow("One"), seen: 0 } as Action);
  here.library.flush();
  await eventually(() => expect(reply(there, id)).toMatchObject({ status: "streaming", text: "One" }));
  expect(there.library.leftAlone(id)).toEqual([]);
  here.tabs.leave();
  await eventually(() => expect(there.library.leftAlone(id)).toMatchObject([{ id: "reply-2", seen: 0 }]));
  expect(reply(there, id)).toMatchObject({ status: "streaming", text: "One" });
});
