/**
 * Chat, votes and library together over real HTTP. The other side is a socket whose streams are
 * written and ended by hand, so that a test decides what is under way.
 */
import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Api } from "../src/api";
import { Chat } from "../src/chat";
import { DEFAULTS } from "../src/conversation";
import { Library } from "../src/library";
import { activeReply, isBusy, path } from "../src/selectors";
import { Records } from "../src/storage";
import { Voting } from "../src/voting";

let server: Server;
let api: Api;
/** The streams that are open or were, in the order of their requests. */
let streams: { body: Record<string, unknown>; response: ServerResponse }[];
let votes: { call: string; body: unknown }[];
let refuse: boolean;
let library: Library;
let chat: Chat;
let voting: Voting;
let share: number;
let drawn: number;

beforeEach(async () => {
  [streams, votes, refuse, share, drawn] = [[], [], false, 0, 0.4];
  globalThis.indexedDB = new IDBFactory();
  vi.stubGlobal("requestAnimationFrame", (paint: () => void) => setTimeout(paint));
  vi.stubGlobal("cancelAnimationFrame", clearTimeout);
  server = createServer((request, response) => {
    let text = "";
    request.on("data", (piece: Buffer) => (text += piece.toString()));
    request.on("end", () => answer(`${request.method} ${request.url}`, text, response));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  api = new Api(() => null, "browser-1", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  library = new Library(new Records());
  chat = new Chat(api, library, { compareShare: () => share, draw: () => drawn });
  voting = new Voting(api, library, (error) => chat.noted(error));
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
  vi.unstubAllGlobals();
});

function answer(call: string, text: string, response: ServerResponse): void {
  const body = (text === "" ? null : JSON.parse(text)) as Record<string, unknown> | null;
  if (call.endsWith("/v1/chat/completions")) {
    const named = { "x-attune-policy": "2", "x-attune-completion": `c-${streams.length}` };
    response.writeHead(200, { "content-type": "text/event-stream", ...named }).flushHeaders();
    streams.push({ body: body!, response });
  } else if (call.endsWith("/v1/models")) response.end('{"data":[{"id":"attune"}]}');
  else {
    votes.push({ call, body });
    response.writeHead(refuse ? 503 : 201, { "content-type": "application/json" });
    response.end(refuse ? "{}" : `{"id":"vote-${votes.length}"}`);
  }
}

/** A busy machine may take its time. */
const LONG = { timeout: 50_000 };
const asked = (count: number) => vi.waitFor(() => expect(streams).toHaveLength(count), LONG);
const tell = (stream: number, text: string, finish: string | null = null) => {
  const chunk = { id: `c-${stream}`, choices: [{ delta: { content: text }, finish_reason: finish }] };
  streams[stream]!.response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  if (finish) streams[stream]!.response.end("data: [DONE]\n\n");
};
const last = () => path(library.state.open).at(-1)!;

/** A message whose reply has come. */
async function said(text: string, reply: string): Promise<void> {
  const sending = chat.send(text);
  const stream = streams.length;
  await asked(stream + 1);
  tell(stream, reply, "stop");
  await sending;
}

test("a reply streams into its conversation, and the next message carries it", async () => {
  await said("Hi", "Hello");
  expect(activeReply(last())).toMatchObject({ text: "Hello", status: "done", completionId: "c-0", policy: "2" });
  await said("More", "Yes");
  expect(streams[1]!.body["messages"]).toEqual([
    { role: "user", content: "Hi" },
    { role: "assistant", content: "Hello" },
    { role: "user", content: "More" },
  ]);
});

test("a reply goes on while another conversation is open, and only its own stop ends it", async () => {
  const slow = library.state.open.id;
  const sending = chat.send("Slow");
  await asked(1);
  tell(0, "One");
  library.open(null);
  await said("Quick", "Done");
  chat.stop(library.state.open.id);
  tell(0, " two");
  await vi.waitFor(() => expect(activeReply(library.find(slow)!.turns[0]!).text).toBe("One two"), LONG);
  chat.stop(slow);
  await sending;
  expect(activeReply(library.find(slow)!.turns[0]!)).toMatchObject({ status: "stopped", text: "One two" });
});

test("two replies are written at once, by chance or on demand, and the order shown is the order sent", async () => {
  share = 0.5;
  const sending = chat.send("Hi");
  await asked(2);
  const names = () => last().replies.map((reply) => reply.id);
  expect(last().comparison).toEqual({ shown: [names()[1], names()[0]], kind: "sides" });
  tell(1, "B", "stop");
  tell(0, "A", "stop");
  await sending;
  await voting.choose(library.state.open.id, last(), "tie");
  expect(last().choice).toEqual({ id: "vote-1", outcome: "tie" });
  const shown = last().replies.map((reply) => reply.completionId);
  expect(votes[0]).toEqual({
    call: "POST /v1/preferences",
    body: { id: expect.any(String), completion_ids: [shown[1], shown[0]], outcome: "tie", user: "browser-1" },
  });
  await voting.unchoose(library.state.open.id, last());
  expect(votes[1]!.call).toBe("DELETE /v1/feedback/vote-1?user=browser-1");
  expect(last().choice).toBeNull();
  share = 0;
  drawn = 0.6;
  void chat.compare(last());
  await asked(4);
  expect(last().comparison?.shown).toEqual(names().slice(2));
});

test("the second of two replies side by side is asked of the other arm, also in a fresh try, and no other is", async () => {
  share = 1;
  const sending = chat.send("Hi");
  await asked(2);
  const streamOf = (place: number) => Number(last().replies[place]!.completionId!.slice("c-".length));
  await vi.waitFor(() => expect(last().replies.every((reply) => reply.completionId)).toBe(true), LONG);
  expect([0, 1].map((place) => streams[streamOf(place)]!.body["other_arm"])).toEqual([undefined, true]);
  streams[streamOf(1)]!.response.end('data: {"error":{"message":"The engine stopped."}}\n\n');
  tell(streamOf(0), "A", "stop");
  await sending;
  const retrying = chat.retry(last().replies[1]!.id);
  await asked(3);
  expect(streams[2]!.body["other_arm"]).toBe(true);
  tell(2, "B", "stop");
  await retrying;
  voting.skip(library.state.open.id, last());
  const rewriting = chat.again(last());
  await asked(4);
  expect(last().comparison?.kind).toBe("rewrite");
  expect(streams[3]!.body["other_arm"]).toBeUndefined();
  tell(3, "C", "stop");
  await rewriting;
});

test("a conversation that is kept apart says so, and is not asked to compare", async () => {
  share = 1;
  library.change(library.state.open.id, { type: "settings", settings: { ...DEFAULTS, store: false } });
  await said("Hi", "Hello");
  expect(streams).toHaveLength(1);
  expect(streams[0]!.body["store"]).toBe(false);
});

test("siblings have seeds of their own, and the same ones each time", async () => {
  library.change(library.state.open.id, { type: "settings", settings: { ...DEFAULTS, seed: 5 } });
  await said("Hi", "Hello");
  const again = chat.again(last());
  await asked(2);
  tell(1, "Hey", "stop");
  await again;
  expect(streams.map((stream) => stream.body["seed"])).toEqual([5, 6]);
});

test("nothing is sent while a reply is being written", async () => {
  const sending = chat.send("Hi");
  await asked(1);
  await chat.send("Again");
  await chat.edit(last(), "Hello");
  await chat.again(last());
  expect(last().replies).toHaveLength(1);
  expect(library.state.open.turns).toHaveLength(1);
  chat.stop(library.state.open.id);
  await sending;
  expect(isBusy(library.state.open)).toBe(false);
});

test("an edited message branches where it stood", async () => {
  await said("Hi", "Hello");
  await said("More", "Yes");
  const editing = chat.edit(last(), "Less");
  await asked(3);
  tell(2, "No", "stop");
  await editing;
  expect(path(library.state.open).map((turn) => turn.user)).toEqual(["Hi", "Less"]);
  expect((streams[2]!.body["messages"] as unknown[]).length).toBe(3);
});

test("a vote stands when the server has it, says what failed, and is taken back", async () => {
  await said("Hi", "Hello");
  const { id } = library.state.open;
  const reply = () => activeReply(last());
  const draft = { rating: "down", reasons: ["wrong"], comment: "", correction: "Good day" } as const;
  refuse = true;
  await voting.vote(id, reply().id, draft);
  expect(reply()).toMatchObject({ vote: null, voting: { wanted: draft, failure: { kind: "unavailable" } } });
  refuse = false;
  await voting.vote(id, reply().id, draft);
  expect(reply()).toMatchObject({ vote: { ...draft, id: "vote-2" }, voting: null });
  await voting.vote(id, reply().id, null);
  expect(reply().vote).toBeNull();
  expect(votes.map((vote) => vote.call)).toEqual([
    "POST /v1/feedback",
    "POST /v1/feedback",
    "DELETE /v1/feedback/vote-2?user=browser-1",
  ]);
});

/** The page, loaded anew after what it last wrote down is on record. */
async function visit(recorded: () => object): Promise<void> {
  const { id } = library.state.open;
  await vi.waitFor(async () => {
    expect((await new Records().one(id))?.conversation.turns[0]).toMatchObject(recorded());
  }, LONG);
  library = new Library(new Records());
  await library.load();
  library.open(id);
  voting = new Voting(api, library, (error) => chat.noted(error));
}

const UP = { rating: "up", reasons: [], comment: "", correction: "" } as const;
const DOWN = { ...UP, rating: "down" } as const;

test("a vote that a closed tab has left without an answer stops no other", async () => {
  await said("Hi", "Hello");
  const { id } = library.state.open;
  const { id: reply } = activeReply(last());
  library.change(id, { type: "voting", reply, voting: { id: "left", wanted: UP, failure: null } });
  await voting.vote(id, reply, DOWN);
  expect(activeReply(last())).toMatchObject({ vote: { rating: "down" }, voting: null });
  expect(votes.map(({ body }) => body)).toMatchObject([{ rating: "down" }]);
});

test("a vote or choice without an answer is sent again under its own name when the page is loaded", async () => {
  share = 0.5;
  const sending = chat.send("Hi");
  await asked(2);
  tell(0, "A", "stop");
  tell(1, "B", "stop");
  await sending;
  const { id } = library.state.open;
  const { replies } = last();
  const choosing = { id: "choice", wanted: "tie", failure: null } as const;
  library.change(id, { type: "choosing", turn: last().id, choosing });
  const pending = { id: "vote", wanted: UP, failure: null };
  library.change(id, { type: "voting", reply: replies[0]!.id, voting: pending });
  await visit(() => ({ choosing, replies: [{ voting: pending }, {}] }));
  expect(voting.isChoosing(id, last())).toBe(false);
  voting.takeUp(id);
  expect(voting.isChoosing(id, last())).toBe(true);
  await vi.waitFor(() => expect(last()).toMatchObject({ choice: { outcome: "tie" }, choosing: null }), LONG);
  await vi.waitFor(() => expect(last().replies[0]).toMatchObject({ vote: { rating: "up" }, voting: null }), LONG);
  const sent = votes.map(({ call, body }) => [call, (body as { id: string }).id]);
  expect(sent.sort()).toEqual([["POST /v1/feedback", "vote"], ["POST /v1/preferences", "choice"]]);
});

test("a vote that is tried again has the name of the first try", async () => {
  await said("Hi", "Hello");
  const { id } = library.state.open;
  refuse = true;
  await voting.vote(id, activeReply(last()).id, UP);
  refuse = false;
  await voting.vote(id, activeReply(last()).id, UP, activeReply(last()).voting!.id);
  const names = votes.map(({ body }) => (body as { id: string }).id);
  expect(names[1]).toBe(names[0]);
});

test("a choice that is acknowledged when the next comparison is open leaves that one alone", async () => {
  void chat.send("Hi");
  await asked(1);
  tell(0, "One", "stop");
  await vi.waitFor(() => expect(isBusy(library.state.open)).toBe(false), LONG);
  void chat.again(last());
  await asked(2);
  tell(1, "Two", "stop");
  await vi.waitFor(() => expect(isBusy(library.state.open)).toBe(false), LONG);
  const { id } = library.state.open;
  for (const answered of ["acknowledged", "refused"]) {
    refuse = answered === "refused";
    const choosing = voting.choose(id, last(), { chosen: "c-0" });
    const writing = chat.again(last());
    const [before, fresh] = last().comparison!.shown;
    await choosing;
    expect(last()).toMatchObject({ active: fresh, comparison: { shown: [before, fresh] }, choosing: null, choice: null });
    await asked(refuse ? 4 : 3);
    tell(streams.length - 1, "Next", "stop");
    await writing;
  }
  expect(votes).toHaveLength(2);
});
