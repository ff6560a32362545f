/**
 * A reply that outlives connections and reloads: the server goes on writing it in the background, and
 * what was missed is read from there.
 *
 *     first connection -> lost -> the rest of the events -> lost -> ... -> the reply as it is stored
 *
 * The server keeps the events for some minutes after the last; then it has the reply as it ended, or,
 * where it was itself stopped in the middle, as far as it came.
 */
import type { Api } from "./api";
import type { ToolCall } from "./conversation";
import { ApiError, type Failure, toFailure } from "./failure";
import { type ReplyEvent, replyEvents } from "./stream";
import { backoff, sleep } from "./wait";

/** How far a reply has come. */
export interface Place {
  readonly completionId: string;
  /** The number of the last event that was taken in, -1 before the first. */
  readonly seen: number;
}

/** What can be cured by asking again: the connection, the server's state, or the key. */
const CURABLE = new Set<Failure["kind"]>(["broken_off", "unreachable", "unavailable", "unauthorized"]);
const BROKEN_OFF: Failure = { kind: "broken_off", message: "", retryAfter: null };

/**
 * The events of a reply over as many connections as it takes. `place` is asked after each loss, of
 * which `lost` hears; null, for a reply that the server does not write in the background, ends it there.
 */
export async function* lasting(
  api: Api,
  first: AsyncGenerator<ReplyEvent>,
  place: () => Place | null,
  signal: AbortSignal,
  lost: (error: unknown) => void,
): AsyncGenerator<ReplyEvent> {
  let events = first;
  for (let failures = 0; ; failures++) {
    try {
      for await (const event of events) {
        failures = 0;
        yield event;
      }
      return;
    } catch (error) {
      if (signal.aborted || !CURABLE.has(toFailure(error).kind) || place() === null) throw error;
      lost(error);
    }
    await sleep(backoff(failures), signal);
    const from = place();
    if (from === null) return;
    events = rest(api, from, signal);
  }
}

/** What comes after a place in a reply: its events, or how it ended. */
export async function* rest(api: Api, { completionId, seen }: Place, signal: AbortSignal): AsyncGenerator<ReplyEvent> {
  const path = `/v1/chat/completions/${encodeURIComponent(completionId)}`;
  const after = seen < 0 ? "" : `&starting_after=${seen}`;
  const events = await orNone(api.call("GET", `${path}?stream=true${after}`, undefined, signal));
  if (events) yield* replyEvents(events, true);
  else {
    const stored = await orNone(api.call("GET", path, undefined, signal));
    yield* asStored(stored && ((await stored.json()) as Stored));
  }
}

/** Null where the server answers that it has no such thing. */
async function orNone(answer: Promise<Response>): Promise<Response | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiError && error.failure.kind === "refused" && (error.status ?? 500) < 500) return null;
    throw error;
  }
}

interface Stored {
  readonly status: "running" | "completed" | "interrupted" | "failed";
  readonly error: string | null;
  readonly choices: readonly {
    readonly finish_reason: string | null;
    readonly message: {
      readonly content?: string | null;
      readonly reasoning?: string | null;
      readonly tool_calls?: readonly { readonly function: ToolCall }[];
    } | null;
  }[];
}

/** A stored reply takes the place of what is shown, unless nothing of it was kept. */
function* asStored(stored: Stored | null): Generator<ReplyEvent> {
  const choice = stored?.choices[0];
  if (choice?.message) {
    const { content, reasoning, tool_calls: calls } = choice.message;
    const tools = (calls ?? []).map(({ function: called }) => ({ name: called.name, arguments: called.arguments }));
    yield { type: "whole", text: content ?? "", reasoning: reasoning ?? "", tools };
  }
  if (stored?.status === "completed") yield { type: "finish", reason: choice?.finish_reason ?? "stop" };
  else if (stored?.error) yield { type: "fail", failure: { kind: "refused", message: stored.error, retryAfter: null } };
  else yield { type: "fail", failure: BROKEN_OFF };
}
