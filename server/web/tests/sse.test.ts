import { expect, test, vi } from "vitest";
import { events } from "../src/sse";

/** The events of a stream that arrives in exactly these pieces. */
async function read(pieces: Uint8Array[]): Promise<string[]> {
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      pieces.forEach((piece) => controller.enqueue(piece));
      controller.close();
    },
  });
  const found: string[] = [];
  for await (const { data } of events(stream)) found.push(data);
  return found;
}

const bytes = (text: string) => new TextEncoder().encode(text);
const oneByOne = (text: string) => [...bytes(text)].map((byte) => Uint8Array.of(byte));

test("each event's data comes out once, in order", async () => {
  expect(await read([bytes("data: one\n\ndata: two\n\ndata: [DONE]\n\n")])).toEqual(["one", "two", "[DONE]"]);
});

test("a character cut between two reads is put together again", async () => {
  const text = 'data: {"text":"né 👋🏽 ok"}\n\n';
  expect(await read(oneByOne(text))).toEqual(['{"text":"né 👋🏽 ok"}']);
});

test("CRLF line ends are read like LF, also when cut between CR and LF", async () => {
  expect(await read([bytes("data: one\r"), bytes("\n\r\ndata: two\r\n\r\n")])).toEqual(["one", "two"]);
});

test("comments (pings) are not events, and data over several lines is joined by newlines", async () => {
  expect(await read([bytes(": ping\n\ndata: a\ndata: b\n\n")])).toEqual(["a\nb"]);
});

test("an event without its closing blank line was never finished and is dropped", async () => {
  expect(await read([bytes("data: whole\n\ndata: hal")])).toEqual(["whole"]);
});

test("a reader that stops early closes the stream", async () => {
  let closed = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(bytes("data: x\n\n")),
    cancel: () => void (closed = true),
  });
  for await (const { data } of events(endless)) {
    expect(data).toBe("x");
    break;
  }
  expect(closed).toBe(true);
});

test("an event has its id, if the server gave it one", async () => {
  const body = new Response("id: 7\ndata: a\n\n").body!;
  for await (const { data, id } of events(body)) expect([data, id]).toEqual(["a", "7"]);
});

test("a connection on which nothing comes any more, not even a ping, is lost", async () => {
  vi.useFakeTimers();
  try {
    const reading = events(new ReadableStream<Uint8Array>()).next();
    const lost = expect(reading).rejects.toThrow("silent");
    await vi.advanceTimersByTimeAsync(45_000);
    await lost;
  } finally {
    vi.useRealTimers();
  }
});
