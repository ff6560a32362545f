/**
 * Deleting a conversation over real HTTP. The other side is a socket, because what is deleted there must be
 * refused, missing and slow at a test's word; the answers have the server's own shape (stored.py, errors.py).
 */
import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Api } from "../src/api";
import { Chat } from "../src/chat";
import { DEFAULTS } from "../src/conversation";
import { Deleting } from "../src/deleting";
import { Library } from "../src/library";
import type { Action } from "../src/reduce";
import { Records } from "../src/storage";

/** A busy machine may take its time. */
const LONG = { timeout: 50_000 };

let server: Server;
let library: Library;
let chat: Chat;
let deleting: Deleting;
/** The completions that were asked to be deleted, in their order. */
let asked: string[];
/** The status of the answer for a completion; 200 where none is given. */
let answers: Record<string, number>;
let streams: ServerResponse[];

beforeEach(async () => {
  [asked, answers, streams] = [[], {}, []];
  globalThis.indexedDB = new IDBFactory();
  vi.stubGlobal("requestAnimationFrame", (paint: () => void) => setTimeout(paint));
  vi.stubGlobal("cancelAnimationFrame", clearTimeout);
  server = createServer(({ method, url }, response) => {
    if (url!.endsWith("/cancel")) response.end("{}");
    else if (method === "POST") {
      streams.push(response.writeHead(200, { "content-type": "text/event-stream" }));
      response.flushHeaders();
    } else if (url === "/v1/models") response.end('{"data":[{"id":"attune"}]}');
    else {
      const id = url!.slice("/v1/chat/completions/".length);
      asked.push(`${method} ${id}`);
      const error = { message: `${id} belongs to another key.`, code: "foreign" };
      response.writeHead(answers[id] ?? 200, { "content-type": "application/json" }).end(JSON.stringify({ error }));
    }
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const api = new Api(() => null, "browser-1", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  library = new Library(new Records());
  chat = new Chat(api, library, { compareShare: () => 0, draw: () => 0.4 });
  deleting = new Deleting(api, library, chat);
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
  vi.unstubAllGlobals();
});

const change = (action: Action) => library.change(library.state.open.id, action);
const ask = (text: string, parent: string | null = null): Action => {
  return { type: "ask", parent, text, at: 1, two: false, flipped: false };
};
const start = (reply: string, completionId: string) => change({ type: "start", reply, completionId, policy: "0" });
const finish = (reply: string) => change({ type: "finish", reply, reason: "stop" });
const never = () => new AbortController().signal;
const kept = async () => (await new Records().all()).map(({ conversation }) => conversation.id);

/** A conversation of one whole reply, c-1. */
function said(): string {
  change(ask("Hi"));
  start("reply-2", "c-1");
  finish("reply-2");
  return library.state.open.id;
}

test("every reply that the server keeps is deleted there, also one that no longer shows, and then the conversation", async () => {
  const id = said();
  change({ type: "again", turn: "turn-1" }); // reply-3
  start("reply-3", "c-2");
  change({ type: "fail", reply: "reply-3", failure: { kind: "broken_off", message: "", retryAfter: null } });
  change({ type: "replace", reply: "reply-3" }); // reply-4
  start("reply-4", "c-3");
  finish("reply-4");
  change(ask("Another way to begin")); // a version of the first message: reply-6
  start("reply-6", "c-4");
  finish("reply-6");
  change({ type: "settings", settings: { ...DEFAULTS, store: false } });
  change({ type: "again", turn: "turn-5" }); // reply-7, which the server is told not to keep
  start("reply-7", "c-5");
  finish("reply-7");
  answers = { "c-3": 404 };

  expect(await deleting.everywhere(id, never())).toBeNull();
  expect(asked).toEqual(["DELETE c-2", "DELETE c-1", "DELETE c-3", "DELETE c-4"]);
  expect(library.state.list).toEqual([]);
  await vi.waitFor(async () => expect(await kept()).toEqual([]), LONG);
});

test("while the server is not ready nothing is lost, and trying again deletes the rest", async () => {
  const id = said();
  answers = { "c-1": 503 };
  expect(await deleting.everywhere(id, never())).toMatchObject({ kind: "unavailable" });
  expect(library.state.list).toMatchObject([{ id }]);
  answers = {};
  expect(await deleting.everywhere(id, never())).toBeNull();
  expect(asked).toEqual(["DELETE c-1", "DELETE c-1"]);
  expect(library.state.list).toEqual([]);
});

test("with the server gone it can be deleted here alone", async () => {
  const id = said();
  await new Promise((closed) => {
    server.close(closed);
    server.closeAllConnections();
  });
  expect(await deleting.everywhere(id, never())).toMatchObject({ kind: "unreachable" });
  expect(library.state.list).toMatchObject([{ id }]);
  await deleting.here(id);
  expect(library.state.list).toEqual([]);
  expect(await kept()).toEqual([]);
});

test("a reply that the server refuses to delete is told in its words, and does not keep the others", async () => {
  const id = said();
  change(ask("More", "reply-2"));
  start("reply-4", "c-2");
  finish("reply-4");
  answers = { "c-1": 403 };
  expect(await deleting.everywhere(id, never())).toMatchObject({ kind: "refused", message: "c-1 belongs to another key." });
  expect(asked).toEqual(["DELETE c-1", "DELETE c-2"]);
  expect(library.state.list).toMatchObject([{ id }]);
});

test("a reply that has no name yet is waited for, stopped and deleted", async () => {
  const sending = chat.send("Hi");
  await vi.waitFor(() => expect(streams).toHaveLength(1), LONG);
  const { id } = library.state.open;
  const deleted = deleting.everywhere(id, never());
  streams[0]!.write('data: {"id":"c-9","choices":[{"delta":{"content":"Hal"}}]}\n\n');
  expect(await deleted).toBeNull();
  await sending;
  expect(asked).toEqual(["DELETE c-9"]);
  expect(library.state.list).toEqual([]);
});

test("who leaves while a reply has no name yet has deleted nothing", async () => {
  void chat.send("Hi");
  await vi.waitFor(() => expect(streams).toHaveLength(1), LONG);
  const leave = new AbortController();
  const deleted = deleting.everywhere(library.state.open.id, leave.signal);
  leave.abort();
  expect(await deleted).toBeNull();
  expect(library.state.list).toMatchObject([{ title: "Hi", busy: true }]);
  expect(asked).toEqual([]);
});

test("a reply that was stopped before it had a name is deleted on the server once it has one, also when all else is gone", async () => {
  const sending = chat.send("Hi");
  await vi.waitFor(() => expect(streams).toHaveLength(1), LONG);
  const { id } = library.state.open;
  chat.stop(id);
  expect(await deleting.everywhere(id, never())).toBeNull();
  expect(library.state.list).toEqual([]);
  streams[0]!.write('data: {"id":"c-9","choices":[{"delta":{"content":"Hal"}}]}\n\n');
  await sending;
  await vi.waitFor(() => expect(asked).toEqual(["DELETE c-9"]), LONG);
});
