/**
 * The API module over real HTTP. The other side is a socket that answers with bytes written out
 * here, because the failures it must tell apart cannot be ordered from a healthy server.
 */
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { Api } from "../src/api";
import { DEFAULTS, type Settings } from "../src/conversation";
import { ApiError, describe as inWords, type Failure } from "../src/failure";
import type { ReplyEvent } from "../src/stream";

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener, key: string | null = null): Promise<Api> {
  server = createServer(listener);
  await new Promise<void>((listening) => server!.listen(0, "127.0.0.1", listening));
  return new Api(() => key, "browser-1", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

async function readReply(
  api: Api,
  signal = new AbortController().signal,
  settings: Settings = DEFAULTS,
): Promise<ReplyEvent[]> {
  const events: ReplyEvent[] = [];
  const messages = [{ role: "user", content: "Hi" } as const];
  for await (const event of api.reply("attune", messages, settings, signal)) events.push(event);
  return events;
}

async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const error: unknown = await promise.then(
    () => expect.fail("it should have failed"),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ApiError);
  return (error as ApiError).failure;
}

const streamed = (lines: string[]): RequestListener => (_, response) => {
  response.writeHead(200, { "content-type": "text/event-stream", "x-attune-policy": "4" });
  response.end(lines.map((line) => `data: ${line}\n\n`).join(""));
};

const refused =
  (status: number, error: object, headers: Record<string, string> = {}): RequestListener =>
  (_, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify({ error }));
  };

const OPENING = '{"id":"chatcmpl-1","choices":[{"delta":{"role":"assistant","content":""}}]}';
const HELLO = '{"id":"chatcmpl-1","choices":[{"delta":{"content":"Hello"}}]}';
const ENDING = '{"id":"chatcmpl-1","choices":[{"delta":{},"finish_reason":"stop"}]}';
const USAGE = '{"id":"chatcmpl-1","choices":[],"usage":{"total_tokens":9}}';

test("a reply comes as its id and version, its text, and how it ended", async () => {
  const api = await serve(streamed([OPENING, HELLO, ENDING, USAGE, "[DONE]"]));
  expect(await readReply(api)).toEqual([
    { type: "start", completionId: "chatcmpl-1", policy: "4" },
    { type: "text", text: "Hello" },
    { type: "finish", reason: "stop" },
  ]);
});

test("the request says what OpenAI's API expects, with the key if there is one", async () => {
  let seen: unknown;
  const api = await serve((request, response) => {
    let body = "";
    request.on("data", (piece: Buffer) => (body += piece.toString()));
    request.on("end", () => {
      seen = { method: request.method, url: request.url, auth: request.headers.authorization, body: JSON.parse(body) };
      streamed([ENDING, "[DONE]"])(request, response);
    });
  }, "secret");
  await readReply(api);
  expect(seen).toEqual({
    method: "POST",
    url: "/v1/chat/completions",
    auth: "Bearer secret",
    body: {
      model: "attune",
      messages: [{ role: "user", content: "Hi" }],
      user: "browser-1",
      stream: true,
    },
  });
});

test("an error in the middle of the stream keeps the server's words", async () => {
  const error = '{"error":{"message":"The engine stopped.","type":"server_error","code":null}}';
  const failure = await failureOf(readReply(await serve(streamed([OPENING, HELLO, error]))));
  expect(failure).toEqual({ kind: "refused", message: "The engine stopped.", retryAfter: null });
});

test("a stream that ends before the reply does was broken off", async () => {
  const ended = await serve(streamed([OPENING, HELLO]));
  expect((await failureOf(readReply(ended))).kind).toBe("broken_off");
  server!.close();
  const cut = await serve((_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(`data: ${OPENING}\n\n`, () => response.destroy());
  });
  expect((await failureOf(readReply(cut))).kind).toBe("broken_off");
});

test("503 with Retry-After says when to try again", async () => {
  const api = await serve(refused(503, { message: "restarting" }, { "retry-after": "5" }));
  const failure = await failureOf(readReply(api));
  expect(failure).toEqual({ kind: "unavailable", message: "restarting", retryAfter: 5 });
  expect(inWords(failure)).toBe("The server is not ready. Try again in 5 seconds.");
});

test("a full context, a wrong key and any other refusal are told apart", async () => {
  const full = await serve(refused(400, { message: "1200 > 1024", code: "context_length_exceeded" }));
  expect((await failureOf(readReply(full))).kind).toBe("context_full");
  server!.close();
  const locked = await serve(refused(401, { message: "no", code: "invalid_api_key" }));
  expect((await failureOf(locked.model())).kind).toBe("unauthorized");
  server!.close();
  const other = await serve(refused(422, { message: "rating: up or down" }));
  expect(inWords(await failureOf(other.vote("chatcmpl-1", { ...BLANK, rating: "up" }, "mine")))).toBe("rating: up or down");
});

test("an answer that is not JSON still fails in words", async () => {
  const api = await serve((_, response) => response.writeHead(502).end("<h1>Bad gateway</h1>"));
  expect(inWords(await failureOf(api.model()))).toBe("The server could not answer.");
});

test("a server that is gone is unreachable", async () => {
  const api = await serve(refused(500, {}));
  await new Promise((closed) => server!.close(closed));
  expect((await failureOf(api.model())).kind).toBe("unreachable");
});

test("stopping ends the request on the other side too", async () => {
  let left!: () => void;
  const gone = new Promise<void>((resolve) => (left = resolve));
  const api = await serve((_, response) => {
    response.on("close", left);
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(`data: ${OPENING}\n\n`);
  });
  const stop = new AbortController();
  const reading = readReply(api, stop.signal);
  setTimeout(() => stop.abort(), 50);
  await expect(reading).rejects.toThrow();
  await gone;
});

const BLANK = { reasons: [], comment: "", correction: "" };

test("settings go with the request, and what is left to the server does not", async () => {
  let sent: unknown;
  const api = await serve((request, response) => {
    let body = "";
    request.on("data", (piece: Buffer) => (body += piece.toString()));
    request.on("end", () => {
      sent = JSON.parse(body);
      streamed([ENDING])(request, response);
    });
  });
  const settings = { system: "", temperature: 0, topP: 0.5, maxTokens: 9, seed: 0, store: false };
  await readReply(api, new AbortController().signal, settings);
  expect(sent).toMatchObject({ temperature: 0, top_p: 0.5, max_tokens: 9, seed: 0, store: false });
  await readReply(api);
  expect(Object.keys(sent as object)).toEqual(["model", "messages", "user", "stream"]);
});

test("votes: a rating, a retraction and a choice each go where they belong", async () => {
  const calls: string[] = [];
  const api = await serve((request, response) => {
    let body = "";
    request.on("data", (piece: Buffer) => (body += piece.toString()));
    request.on("end", () => {
      calls.push(`${request.method} ${request.url} ${body}`);
      response.writeHead(200, { "content-type": "application/json" }).end('{"id":"fb/1"}');
    });
  });
  expect(await api.vote("chatcmpl-1", { ...BLANK, rating: "up" }, "v1")).toBe("fb/1");
  await api.vote("chatcmpl-1", { rating: "down", reasons: ["wrong"], comment: "No.", correction: "12" }, "v2");
  await api.retract("fb/1");
  await api.prefer(["chatcmpl-1", "chatcmpl-2"], { chosen: "chatcmpl-2" }, "v3");
  expect(calls).toEqual([
    'POST /v1/feedback {"id":"v1","completion_id":"chatcmpl-1","rating":"up","user":"browser-1"}',
    'POST /v1/feedback {"id":"v2","completion_id":"chatcmpl-1","rating":"down","reasons":["wrong"],"comment":"No.",' +
      '"correction":"12","user":"browser-1"}',
    "DELETE /v1/feedback/fb%2F1?user=browser-1 ",
    'POST /v1/preferences {"id":"v3","completion_ids":["chatcmpl-1","chatcmpl-2"],"outcome":{"chosen":"chatcmpl-2"},' +
      '"user":"browser-1"}',
  ]);
});
