/**
 * The watch over real HTTP. The other side is a socket whose stream is written, cut and refused by
 * hand, because these are the things that a healthy server does not do when asked.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Api } from "../src/api";
import { backoff } from "../src/wait";
import { LearnerWatch } from "../src/watch";

const VERSIONS = { live: 1, previous: 0, canary: null, policies: [] };

let server: Server;
let watch: LearnerWatch;
let asked: string[];
/** The event streams that are open, the newest last. */
let streams: ServerResponse[];
let versions: typeof VERSIONS;
/** The status and body that all is refused with, if it is. */
let refusal: [number, object] | null;
/** The questions for versions that wait for their answer, where a test holds them back. */
let held: ServerResponse[] | null;

beforeEach(async () => {
  [asked, streams, versions, refusal, held] = [[], [], VERSIONS, null, null];
  server = createServer(answer);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  watch = new LearnerWatch(new Api(() => "secret", "browser-1", `http://127.0.0.1:${(server.address() as AddressInfo).port}`));
});

afterEach(() => {
  watch.rest();
  server.closeAllConnections();
  server.close();
});

function answer(request: IncomingMessage, response: ServerResponse): void {
  asked.push(`${request.method} ${request.url}`);
  const [status, body] = request.headers.authorization === "Bearer secret" ? (refusal ?? [200, versions]) : [401, {}];
  if (request.url === "/admin/learner/events" && status === 200) {
    response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
    streams.push(response);
  } else if (held && request.url === "/admin/policies") held.push(response);
  else response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

const tell = (votes: number, lastId: string | null = null, live = 1) => {
  const last = lastId && { id: lastId, outcome: "stopped", reason: null, version: null };
  const told = {
    state: "idle",
    cycle: null,
    votes_since_last: votes,
    serving: { live, canary: null },
    schedule: { on: true, after: 9 },
    last,
  };
  streams.at(-1)!.write(`event: change\ndata: ${JSON.stringify(told)}\n\n`);
};
const opened = (count: number) => vi.waitFor(() => expect(streams).toHaveLength(count), { timeout: 5000 });
const shows = (votes: number | null) =>
  vi.waitFor(() => expect(watch.state.learner?.votes_since_last ?? null).toBe(votes), { timeout: 5000 });
const looks = () => asked.filter((line) => line === "GET /admin/policies").length;

test("what an event tells while versions are looked up stays", async () => {
  void watch.follow();
  await opened(1);
  tell(1);
  await shows(1);
  held = [];
  const refreshed = watch.refresh();
  await vi.waitFor(() => expect(held).toHaveLength(1), { timeout: 5000 });
  tell(2);
  await shows(2);
  held[0]!.end(JSON.stringify({ ...VERSIONS, live: 2 }));
  await refreshed;
  expect([watch.state.learner?.votes_since_last, watch.state.policies?.live]).toEqual([2, 2]);
});

test("every event shows, and versions are looked up at the start and when a cycle has ended", async () => {
  void watch.follow();
  await opened(1);
  tell(1);
  await shows(1);
  expect(watch.state.policies).toEqual(VERSIONS);
  tell(2);
  await shows(2);
  expect(looks()).toBe(1);
  versions = { ...VERSIONS, live: 2 };
  tell(0, "cycle-000001");
  await shows(0);
  expect(watch.state.policies?.live).toBe(2);
  expect(looks()).toBe(2);
});

test("versions are looked up when another one serves, though no cycle has ended", async () => {
  void watch.follow();
  await opened(1);
  tell(1);
  await shows(1);
  versions = { ...VERSIONS, live: 2 };
  tell(2, null, 2);
  await shows(2);
  expect(watch.state.policies?.live).toBe(2);
  tell(3, null, 2);
  await shows(3);
  expect(looks()).toBe(2);
});

test("a stream that ends is opened again, and what was seen stays meanwhile", async () => {
  void watch.follow();
  await opened(1);
  tell(1);
  await shows(1);
  streams[0]!.destroy();
  await opened(2);
  expect(watch.state.learner?.votes_since_last).toBe(1);
  tell(5);
  await shows(5);
});

test.each([401, 403, 404])("a server that answers %d is left alone, and what it says is kept", async (status) => {
  refusal = [status, { error: { message: "no" } }];
  await watch.follow();
  expect(asked).toEqual(["GET /admin/learner/events"]);
  const kind = status === 401 ? "unauthorized" : "refused";
  expect(watch.state).toEqual({ learner: null, policies: null, failure: { kind, message: "no", retryAfter: null } });
});

test("a key that is taken back while the page is open is told, and another one goes on from what was seen", async () => {
  const following = watch.follow();
  await opened(1);
  tell(1);
  await shows(1);
  refusal = [401, { error: { message: "no" } }];
  streams[0]!.destroy();
  await following;
  expect([watch.state.failure?.kind, watch.state.learner?.votes_since_last]).toEqual(["unauthorized", 1]);
  refusal = null;
  void watch.follow();
  expect(watch.state.failure).toBeNull();
  await opened(2);
  tell(5);
  await shows(5);
});

test("what was seen stays when the server is gone, with word of it until it is back", async () => {
  const { port } = server.address() as AddressInfo;
  const failed = (kind: string | undefined) =>
    vi.waitFor(() => expect(watch.state.failure?.kind).toBe(kind), { timeout: 20_000 });
  void watch.follow();
  await opened(1);
  tell(1);
  await shows(1);
  const closed = new Promise((done) => server.close(done));
  server.closeAllConnections();
  await closed;
  await failed("unreachable");
  expect([watch.state.learner?.votes_since_last, watch.state.policies]).toEqual([1, VERSIONS]);
  await new Promise<void>((listening) => server.listen(port, "127.0.0.1", listening));
  await opened(2);
  tell(5);
  await shows(5);
  await failed(undefined);
}, 60_000);

test("following anew closes the stream before, and rest the last", async () => {
  const closed = () => streams.map((stream) => stream.closed);
  void watch.follow();
  await opened(1);
  const following = watch.follow();
  await opened(2);
  await vi.waitFor(() => expect(closed()).toEqual([true, false]));
  watch.rest();
  await following;
  await vi.waitFor(() => expect(closed()).toEqual([true, true]));
});

test("a rollback is asked for only if the versions are those that the person saw", async () => {
  versions = { ...VERSIONS, live: 3, previous: 1 };
  const failure = await watch.rollback(VERSIONS);
  expect(failure?.message).toBe("The versions have changed meanwhile: 3 is live. Nothing was done.");
  expect(watch.state.policies?.live).toBe(3);
  expect(asked).toEqual(["GET /admin/policies"]);
  expect(await watch.rollback(versions)).toBeNull();
  expect(asked).toContain("POST /admin/policies/rollback");
});

test("a rollback that is refused says why", async () => {
  refusal = [422, { error: { message: "There is no version to go back to." } }];
  expect((await watch.rollback(VERSIONS))?.message).toBe("There is no version to go back to.");
});

test("each wait is twice as long as the one before, up to half a minute", () => {
  expect([0, 1, 4, 5, 5000].map(backoff)).toEqual([1000, 2000, 16_000, 30_000, 30_000]);
});
