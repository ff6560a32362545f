/**
 * Replies that the server writes in the background, read over real HTTP. The other side is a socket whose
 * streams are written, cut and refused by hand; its answers have the server's own shape (background.py, stored.py).
 */
import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Api } from "../src/api";
import { Chat } from "../src/chat";
import { Library } from "../src/library";
import { activeReply, isBusy, path } from "../src/selectors";
import { Records } from "../src/storage";

/** A busy machine may take its time. */
const LONG = { timeout: 50_000 };
const STREAM = { "content-type": "text/event-stream", "x-attune-policy": "2", "x-attune-completion": "c-1" };

let server: Server;
let api: Api;
let library: Library;
let chat: Chat;
/** All calls, and the streams of those that were answered with one, in their order. */
let calls: string[];
let streams: ServerResponse[];
/** Whether a POST gets no answer for now. */
let slow: boolean;
/** What GET answers without a stream; with it, only while this is null. */
let stored: object | 404 | null;
/** What a cancel is answered with; null leaves it without an answer. */
let cancelled: number | null;

beforeEach(async () => {
  [calls, streams, slow, stored, cancelled] = [[], [], false, null, 200];
  globalThis.indexedDB = new IDBFactory();
  vi.stubGlobal("requestAnimationFrame", (paint: () => void) => setTimeout(paint));
  vi.stubGlobal("cancelAnimationFrame", clearTimeout);
  server = createServer(({ method, url }, response) => {
    const call = `${method} ${url!.replace("/v1/chat/completions", "")}`;
    if (url === "/v1/models") return void response.end('{"data":[{"id":"attune"}]}');
    if (url === "/readyz") return void response.end();
    calls.push(call);
    if (call.endsWith("/cancel")) return void (cancelled && response.writeHead(cancelled).end("{}"));
    if (stored === null) {
      streams.push(response);
      if (!slow) response.writeHead(200, STREAM).flushHeaders();
    } else if (stored === 404 || call.includes("stream=true")) {
      response.writeHead(stored === 404 ? 404 : 400).end('{"error":{"message":"no","code":"x"}}');
    } else response.end(JSON.stringify(stored));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  api = new Api(() => null, "browser-1", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await visit();
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
  vi.unstubAllGlobals();
});

/** The page, loaded anew. */
async function visit(): Promise<void> {
  library = new Library(new Records());
  await library.load();
  chat = new Chat(api, library, { compareShare: () => 0, draw: () => 0.4 });
}

/** Asks, and waits until the first piece of the reply is shown. */
async function begun(): Promise<string> {
  void chat.send("Hi");
  await answered(1);
  tell(0, 0, "Hel");
  await shows("Hel");
  return library.state.open.id;
}

/** What another visit finds after this one, which ends in the middle of a reply. */
async function reloaded(id: string): Promise<void> {
  library.flush();
  await vi.waitFor(async () => {
    await visit();
    expect(library.find(id)?.turns[0]!.replies[0]!.text).toBe("Hel");
  }, LONG);
  library.open(id);
  chat.takeUp(id);
}

const answered = (count: number) => vi.waitFor(() => expect(streams).toHaveLength(count), LONG);
const tell = (stream: number, number: number, text: string, finish: string | null = null) => {
  const chunk = { id: "c-1", choices: [{ index: 0, delta: { content: text }, finish_reason: finish }] };
  streams[stream]!.write(`id: ${number}\ndata: ${JSON.stringify(chunk)}\n\n`);
  if (finish) streams[stream]!.end(`id: ${number + 1}\ndata: [DONE]\n\n`);
};
const reply = () => activeReply(path(library.state.open).at(-1)!);
const shows = (text: string) => vi.waitFor(() => expect(reply().text).toBe(text), LONG);
const ends = (status: string) => vi.waitFor(() => expect(reply().status).toBe(status), LONG);

test("a reply has its name before its first word", async () => {
  void chat.send("Hi");
  await vi.waitFor(() => expect(reply()).toMatchObject({ completionId: "c-1", policy: "2", text: "", seen: -1 }), LONG);
});

test("a lost connection is taken up behind the last event that came", async () => {
  await begun();
  streams[0]!.destroy();
  await answered(2);
  expect(calls).toEqual(["POST ", "GET /c-1?stream=true&starting_after=0"]);
  tell(1, 1, "lo");
  await shows("Hello");
  streams[1]!.destroy();
  await answered(3);
  expect(calls[2]).toBe("GET /c-1?stream=true&starting_after=1");
  tell(2, 2, "!", "stop");
  await ends("done");
  expect(reply()).toMatchObject({ text: "Hello!", policy: "2", failure: null });
});

test("a page that is loaded anew goes on where the one before was", async () => {
  const id = await begun();
  await reloaded(id);
  await answered(2);
  chat.takeUp(id);
  expect(calls.slice(1)).toEqual(["GET /c-1?stream=true&starting_after=0"]);
  expect(isBusy(library.state.open)).toBe(true);
  tell(1, 1, "lo", "stop");
  await ends("done");
  expect(reply()).toMatchObject({ text: "Hello", completionId: "c-1" });
});

test("what another tab writes down meanwhile of a reply that is taken up here does not come twice", async () => {
  const id = await begun();
  const other = library;
  await reloaded(id);
  await answered(2);
  tell(0, 1, "lo");
  await vi.waitFor(() => expect(other.find(id)?.turns[0]!.replies[0]!.text).toBe("Hello"), LONG);
  other.flush();
  await vi.waitFor(async () => {
    expect((await new Records().one(id))?.conversation.turns[0]!.replies[0]!.text).toBe("Hello");
  }, LONG);
  await library.reread(id, "other", [reply().id]);
  tell(1, 1, "lo");
  tell(1, 2, "!", "stop");
  await ends("done");
  expect(reply().text).toBe("Hello!");
});

test("what ended meanwhile is read from where it is stored", async () => {
  const id = await begun();
  stored = { status: "completed", error: null, choices: [{ finish_reason: "length", message: { content: "Hello you" } }] };
  await reloaded(id);
  await ends("done");
  expect(reply()).toMatchObject({ text: "Hello you", reasoning: "", finishReason: "length" });
  expect(calls.slice(1)).toEqual(["GET /c-1?stream=true&starting_after=0", "GET /c-1"]);
});

test.each([
  ["that kept some of it", { status: "interrupted", error: null, choices: [{ message: { content: "Hello" } }] }, "Hello"],
  ["that kept nothing of it", { status: "interrupted", error: null, choices: [] }, "Hel"],
  ["that knows nothing of it", 404 as const, "Hel"],
])("after a restart of the server %s, what there is stays and can be tried again", async (_, answer, text) => {
  const id = await begun();
  stored = answer;
  await reloaded(id);
  await ends("failed");
  expect(reply()).toMatchObject({ text, failure: { kind: "broken_off" } });
  stored = null;
  void chat.retry(reply().id);
  await answered(2);
  tell(1, 0, "Hello again", "stop");
  await shows("Hello again");
});

test("what the server says of a failure while nobody read is told", async () => {
  const id = await begun();
  stored = { status: "failed", error: "The engine stopped.", choices: [{ message: { content: "Hello" } }] };
  await reloaded(id);
  await ends("failed");
  expect(reply()).toMatchObject({ text: "Hello", failure: { kind: "refused", message: "The engine stopped." } });
});

test("stop ends it on the server", async () => {
  const id = await begun();
  chat.stop(id);
  expect(reply().status).toBe("stopped");
  await vi.waitFor(() => expect(calls).toEqual(["POST ", "POST /c-1/cancel"]), LONG);
});

test.each([
  ["refuses", 503, "unavailable"],
  ["does not answer", null, "unreachable"],
])("a stop that the server %s is told, and can be tried again", async (_, answer, kind) => {
  const noAnswer = new AbortController();
  vi.spyOn(AbortSignal, "timeout").mockReturnValue(noAnswer.signal);
  cancelled = answer;
  const id = await begun();
  chat.stop(id);
  await vi.waitFor(() => expect(calls).toHaveLength(2), LONG);
  if (answer === null) noAnswer.abort();
  await vi.waitFor(() => expect(reply().unstopped?.kind).toBe(kind), LONG);
  expect(reply()).toMatchObject({ status: "stopped", text: "Hel", failure: null });
  vi.restoreAllMocks();
  cancelled = 200;
  await chat.cancel(id, reply().id);
  expect(reply().unstopped).toBeNull();
  expect(calls.slice(1)).toEqual(["POST /c-1/cancel", "POST /c-1/cancel"]);
});

test("a stop of what the server no longer knows needs no words", async () => {
  cancelled = 404;
  const id = await begun();
  chat.stop(id);
  await chat.cancel(id, reply().id);
  expect(reply()).toMatchObject({ status: "stopped", text: "Hel" });
  expect(reply().unstopped ?? null).toBeNull();
});

test("a reply that is stopped before it has a name is ended as soon as it has", async () => {
  slow = true;
  void chat.send("Hi");
  await answered(1);
  chat.stop(library.state.open.id);
  expect(reply().status).toBe("stopped");
  streams[0]!.writeHead(200, STREAM).flushHeaders();
  await vi.waitFor(() => expect(calls).toEqual(["POST ", "POST /c-1/cancel"]), LONG);
  expect(reply()).toMatchObject({ status: "stopped", completionId: "c-1" });
});

test("a reply that somebody else stopped is stopped here", async () => {
  await begun();
  tell(0, 1, "", "abort");
  await ends("stopped");
  expect(calls).toEqual(["POST "]);
});
