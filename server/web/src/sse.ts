/**
 * The data lines of a server-sent event stream, one string per event.
 *
 * Framing (CRLF, comments, data split over lines) is eventsource-parser's, UTF-8 cut between two
 * network reads is TextDecoder's. Reconnecting is left out: a chat reply is a POST that must not be
 * sent twice. stream.ts reads the chunks of a reply from here.
 */
import { createParser } from "eventsource-parser";

export async function* eventData(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const ready: string[] = [];
  const parser = createParser({ onEvent: (event) => ready.push(event.data) });
  const decoder = new TextDecoder();
  // getReader, because Safari's streams cannot be iterated.
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      parser.feed(done ? decoder.decode() : decoder.decode(value, { stream: true }));
      yield* ready.splice(0);
      if (done) return;
    }
  } finally {
    // A reader that stops early must free the connection; one that failed has nothing left to cancel.
    await reader.cancel().catch(() => undefined);
  }
}
