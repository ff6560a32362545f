/**
 * A streamed chat completion as the events that change a reply: the start, text, reasoning, pieces of
 * tool calls, the end. The framing is sse.ts's; only the fields that the page shows are read.
 *
 * A reply in the background says its id before its first chunk, and each event has a number, `seen`.
 */
import type { ToolCall } from "./conversation";
import { ApiError, type Failure, failureFrom } from "./failure";
import { events } from "./sse";

interface Numbered {
  readonly seen?: number;
}

export interface Growth extends Numbered {
  readonly type: "text" | "reasoning";
  readonly text: string;
}

interface ToolGrowth extends Numbered {
  readonly type: "tool";
  readonly index: number;
  readonly call: ToolCall;
}

export type ReplyEvent =
  | ({ readonly type: "start"; readonly completionId: string; readonly policy: string | null } & Numbered)
  | Growth
  | ToolGrowth
  | { readonly type: "finish"; readonly reason: string }
  /** It was stopped from elsewhere. */
  | { readonly type: "stop" }
  /** All of it at once, from where it is stored. */
  | { readonly type: "whole"; readonly text: string; readonly reasoning: string; readonly tools: readonly ToolCall[] }
  | { readonly type: "fail"; readonly failure: Failure };

interface Delta {
  content?: string | null;
  /** vLLM's name for it now, and the one that other servers use. */
  reasoning?: string | null;
  reasoning_content?: string | null;
  tool_calls?: { index: number; function?: { name?: string | null; arguments?: string | null } }[] | null;
}

interface Chunk {
  id?: string;
  choices?: { delta?: Delta; finish_reason?: string | null }[];
  error?: unknown;
}

/** Ends after `finish` or `stop`; throws an ApiError for the server's own error and for a connection that is cut. */
export async function* replyEvents(response: Response, resumed = false): AsyncGenerator<ReplyEvent> {
  const policy = response.headers.get("x-attune-policy");
  const background = response.headers.get("x-attune-completion");
  let started = background !== null;
  let finished = false;
  if (background !== null && !resumed) yield { type: "start", completionId: background, policy, seen: -1 };
  try {
    for await (const { data, id } of events(response.body!)) {
      // Read on to the end of the stream: leaving here would cut a connection that can be used again.
      if (data === "[DONE]") continue;
      const chunk = JSON.parse(data) as Chunk;
      if (chunk.error) throw new ApiError(failureFrom(500, chunk));
      if (!started && chunk.id) {
        started = true;
        yield { type: "start", completionId: chunk.id, policy };
      }
      const choice = chunk.choices?.[0];
      const pieces = choice?.delta ? [...growth(choice.delta)] : [];
      // Only all of an event counts as seen.
      const last = pieces.length - 1;
      for (const [place, piece] of pieces.entries())
        yield id !== undefined && place === last ? { ...piece, seen: Number(id) } : piece;
      if (choice?.finish_reason) {
        finished = true;
        yield choice.finish_reason === "abort" ? { type: "stop" } : { type: "finish", reason: choice.finish_reason };
      }
    }
  } catch (error) {
    // The answer had begun, so whatever is not the server's own error is a cut connection, and hurts only before the end.
    if (error instanceof ApiError) throw error;
  }
  if (!finished) throw brokenOff();
}

function* growth(delta: Delta): Generator<Growth | ToolGrowth> {
  const reasoning = delta.reasoning ?? delta.reasoning_content;
  if (reasoning) yield { type: "reasoning", text: reasoning };
  if (delta.content) yield { type: "text", text: delta.content };
  for (const { index, function: called } of delta.tool_calls ?? []) {
    yield { type: "tool", index, call: { name: called?.name ?? "", arguments: called?.arguments ?? "" } };
  }
}

function brokenOff(): ApiError {
  return new ApiError({ kind: "broken_off", message: "", retryAfter: null });
}
