/**
 * A streamed chat completion as the events that change a reply: the start, text, reasoning, pieces of
 * tool calls, the end. The framing is sse.ts's; only the fields that the page shows are read.
 */
import { ApiError, failureFrom } from "./failure";
import { eventData } from "./sse";

export type ReplyEvent =
  | { readonly type: "start"; readonly completionId: string; readonly policy: string | null }
  | { readonly type: "text" | "reasoning"; readonly text: string }
  | { readonly type: "tool"; readonly index: number; readonly call: { name: string; arguments: string } }
  | { readonly type: "finish"; readonly reason: string };

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

/** Ends after `finish`; throws an ApiError for the server's own error and for a connection that is cut. */
export async function* replyEvents(response: Response): AsyncGenerator<ReplyEvent> {
  const policy = response.headers.get("x-attune-policy");
  let started = false;
  let finished = false;
  try {
    for await (const data of eventData(response.body!)) {
      // Read on to the end of the stream: leaving here would cut a connection that can be used again.
      if (data === "[DONE]") continue;
      const chunk = JSON.parse(data) as Chunk;
      if (chunk.error) throw new ApiError(failureFrom(500, chunk));
      if (!started && chunk.id) {
        started = true;
        yield { type: "start", completionId: chunk.id, policy };
      }
      const choice = chunk.choices?.[0];
      if (choice?.delta) yield* growth(choice.delta);
      if (choice?.finish_reason) {
        finished = true;
        yield { type: "finish", reason: choice.finish_reason };
      }
    }
  } catch (error) {
    // The answer had begun, so whatever is not the server's own error is a cut connection.
    throw error instanceof ApiError ? error : brokenOff();
  }
  if (!finished) throw brokenOff();
}

function* growth(delta: Delta): Generator<ReplyEvent> {
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
