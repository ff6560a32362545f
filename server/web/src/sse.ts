/**
 * The events of a server-sent event stream: the data of each, and its id if it has one.
 *
 * Framing (CRLF, comments, data split over lines) is eventsource-parser's, UTF-8 cut between two
 * network reads is TextDecoder's. Reconnecting is left out: a chat reply is a POST that must not be
 * sent twice; resume.ts asks for the rest of it. stream.ts reads the chunks of a reply from here.
 */
import { createParser, type EventSourceMessage } from "eventsource-parser";

/** The server says something every 15 seconds, if only a comment: a connection that is silent for longer is lost. */
const SILENCE_MS = 45_000;

export async function* events(body: ReadableStream<Uint8Array>): AsyncGenerator<EventSourceMessage> {
  const ready: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => ready.push(event) });
  const decoder = new TextDecoder();
  // getReader, because Safari's streams cannot be iterated.
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await heard(reader.read());
      parser.feed(done ? decoder.decode() : decoder.decode(value, { stream: true }));
      yield* ready.splice(0);
      if (done) return;
    }
  } finally {
    // A reader that stops early must free the connection; one that failed has nothing left to cancel.
    await reader.cancel().catch(() => undefined);
  }
}

function heard<T>(reading: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("the connection is silent")), SILENCE_MS);
    reading.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
