/**
 * The server's HTTP API as the page uses it: a streamed reply, votes, choices, the model's name, and
 * what the learner does.
 *
 * Every failure leaves as an ApiError. Nothing is retried here: people see what failed and decide.
 * The shapes are OpenAI's for chat, attune's for votes; only the fields the page reads are typed.
 */
import { ApiError, failureFrom, toFailure } from "./failure";
import type { Learner, Policies } from "./learner";
import { eventData } from "./sse";

export interface Message {
  readonly role: "user" | "assistant";
  readonly content: string;
}

export type Rating = "up" | "down";
export type Outcome = { readonly chosen: string } | "tie" | "both_bad";

export type ReplyEvent =
  | { readonly type: "start"; readonly completionId: string; readonly policy: string | null }
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "finish"; readonly reason: string };

interface Chunk {
  id?: string;
  choices?: { delta?: { content?: string | null }; finish_reason?: string | null }[];
  error?: unknown;
}

export class Api {
  /** `key` is asked at every call, so that one entered later counts at once. */
  constructor(
    private readonly key: () => string | null,
    private readonly base = "",
  ) {}

  async model(): Promise<string> {
    const models = (await (await this.call("GET", "/v1/models")).json()) as { data: { id: string }[] };
    const first = models.data[0];
    if (!first) throw new ApiError({ kind: "unavailable", message: "", retryAfter: null });
    return first.id;
  }

  /** Throws while the model is still being loaded. */
  async ready(): Promise<void> {
    await this.call("GET", "/readyz");
  }

  /** The reply to `messages`, as it is written. Ends after `finish`, or throws. */
  async *reply(model: string, messages: Message[], signal: AbortSignal): AsyncGenerator<ReplyEvent> {
    const body = { model, messages, stream: true, stream_options: { include_usage: true } };
    const response = await this.call("POST", "/v1/chat/completions", body, signal);
    try {
      yield* replyEvents(response);
    } catch (error) {
      // The answer had begun, so whatever is not the server's own error is a cut connection.
      throw error instanceof ApiError ? error : brokenOff();
    }
  }

  /** Resolves to the vote's id once the server has it on disk. */
  async vote(completionId: string, rating: Rating): Promise<string> {
    const response = await this.call("POST", "/v1/feedback", { completion_id: completionId, rating });
    return ((await response.json()) as { id: string }).id;
  }

  async retract(feedbackId: string): Promise<void> {
    await this.call("DELETE", `/v1/feedback/${encodeURIComponent(feedbackId)}`);
  }

  /** `shown` are the completion ids in the order they stood on the screen. */
  async prefer(shown: readonly string[], outcome: Outcome): Promise<void> {
    await this.call("POST", "/v1/preferences", { completion_ids: shown, outcome });
  }

  /** The state of learning now, and after each change, for as long as the connection holds. */
  async *learner(signal: AbortSignal): AsyncGenerator<Learner> {
    const response = await this.call("GET", "/admin/learner/events", undefined, signal);
    for await (const data of eventData(response.body!)) yield JSON.parse(data) as Learner;
  }

  async policies(): Promise<Policies> {
    return (await (await this.call("GET", "/admin/policies")).json()) as Policies;
  }

  /** Makes the version live again that was so before. */
  async rollback(): Promise<void> {
    await this.call("POST", "/admin/policies/rollback", { reason: "asked for on the chat page" });
  }

  private async call(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
    const headers: Record<string, string> = {};
    const key = this.key();
    if (key) headers["authorization"] = `Bearer ${key}`;
    if (body !== undefined) headers["content-type"] = "application/json";
    const init: RequestInit = { method, headers };
    if (body !== undefined) init.body = JSON.stringify(body);
    if (signal) init.signal = signal;
    let response: Response;
    try {
      response = await fetch(this.base + path, init);
    } catch (error) {
      throw new ApiError(toFailure(error));
    }
    if (response.ok) return response;
    const errorBody: unknown = await response.json().catch(() => null);
    throw new ApiError(failureFrom(response.status, errorBody, response.headers.get("retry-after")));
  }
}

async function* replyEvents(response: Response): AsyncGenerator<ReplyEvent> {
  const policy = response.headers.get("x-attune-policy");
  let started = false;
  let finished = false;
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
    if (choice?.delta?.content) yield { type: "text", text: choice.delta.content };
    if (choice?.finish_reason) {
      finished = true;
      yield { type: "finish", reason: choice.finish_reason };
    }
  }
  if (!finished) throw brokenOff();
}

function brokenOff(): ApiError {
  return new ApiError({ kind: "broken_off", message: "", retryAfter: null });
}
