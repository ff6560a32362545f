/**
 * The server's HTTP API as the page uses it: a streamed reply, votes, choices, the model's name, and
 * what the learner does. stream.ts reads the reply.
 *
 * Every failure leaves as an ApiError. Nothing is retried here: people see what failed and decide.
 * The shapes are OpenAI's for chat, attune's for votes; only the fields the page reads are typed.
 */
import type { Settings, VoteDraft } from "./conversation";
import { ApiError, failureFrom, toFailure } from "./failure";
import type { Learner, Policies } from "./learner";
import { events } from "./sse";
import { type ReplyEvent, replyEvents } from "./stream";

export interface Message {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

export type Rating = "up" | "down";
export type Outcome = { readonly chosen: string } | "tie" | "both_bad";

/** Who stops a reply wants to know soon whether it has stopped. */
const CANCEL_MS = 20_000;

export class Api {
  /** `key` is asked at every call, so that one entered later counts at once; `user` tells this browser from others. */
  constructor(
    private readonly key: () => string | null,
    private readonly user: string,
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

  /**
   * The reply to `messages`, as it is written. Ends after `finish`, or throws. In the background the
   * server goes on with it whatever becomes of the connection. While a version is on trial, the other
   * arm is the version that does not answer this conversation otherwise.
   */
  async *reply(
    model: string,
    messages: Message[],
    settings: Settings,
    signal: AbortSignal,
    { background = false, otherArm = false }: { background?: boolean; otherArm?: boolean } = {},
  ): AsyncGenerator<ReplyEvent> {
    const asked = { ...(background && { background }), ...(otherArm && { other_arm: true }) };
    const body = { model, messages, user: this.user, ...parameters(settings), stream: true, ...asked };
    const response = await this.call("POST", "/v1/chat/completions", body, signal);
    yield* replyEvents(response);
  }

  /** Ends a reply that is written in the background. One that the server no longer knows has ended. */
  async cancel(completionId: string): Promise<void> {
    const path = `/v1/chat/completions/${encodeURIComponent(completionId)}/cancel`;
    await unlessMissing(this.call("POST", path, undefined, AbortSignal.timeout(CANCEL_MS)));
  }

  /** Resolves to the vote's id once the server has it on disk. Sent twice under one `id`, it counts once. */
  async vote(completionId: string, { rating, reasons, comment, correction }: VoteDraft, id: string): Promise<string> {
    const said = {
      ...(reasons.length > 0 && { reasons }),
      ...(comment !== "" && { comment }),
      ...(correction !== "" && { correction }),
    };
    const body = { id, completion_id: completionId, rating, ...said, user: this.user };
    const response = await this.call("POST", "/v1/feedback", body);
    return ((await response.json()) as { id: string }).id;
  }

  /** `shown` are the completion ids in the order they stood on the screen. Resolves to the choice's id. */
  async prefer(shown: readonly string[], outcome: Outcome, id: string): Promise<string> {
    const body = { id, completion_ids: shown, outcome, user: this.user };
    const response = await this.call("POST", "/v1/preferences", body);
    return ((await response.json()) as { id: string }).id;
  }

  /** Takes a vote or a choice back. */
  async retract(id: string): Promise<void> {
    const user = encodeURIComponent(this.user);
    await this.call("DELETE", `/v1/feedback/${encodeURIComponent(id)}?user=${user}`);
  }

  /** Deletes a stored reply with what it answers and what was written about it. One that is not there is deleted already. */
  async forget(completionId: string): Promise<void> {
    await unlessMissing(this.call("DELETE", `/v1/chat/completions/${encodeURIComponent(completionId)}`));
  }

  /** The state of learning now, and after each change, for as long as the connection holds. */
  async *learner(signal: AbortSignal): AsyncGenerator<Learner> {
    const response = await this.call("GET", "/admin/learner/events", undefined, signal);
    for await (const { data } of events(response.body!)) yield JSON.parse(data) as Learner;
  }

  async policies(): Promise<Policies> {
    return (await (await this.call("GET", "/admin/policies")).json()) as Policies;
  }

  /** Makes the version live again that was so before. */
  async rollback(): Promise<void> {
    await this.call("POST", "/admin/policies/rollback", { reason: "asked for on the chat page" });
  }

  /** Any other route, such as the console's. Throws an ApiError unless the answer is a success. */
  async call(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
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
    throw new ApiError(failureFrom(response.status, errorBody, response.headers.get("retry-after")), response.status);
  }
}

/** Done already, where the server answers that there is no such thing. */
async function unlessMissing(answer: Promise<Response>): Promise<void> {
  try {
    await answer;
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 404)) throw error;
  }
}

/** What is left to the server is not sent. */
function parameters({ temperature, topP, maxTokens, seed, store }: Settings): object {
  return {
    ...(temperature !== null && { temperature }),
    ...(topP !== null && { top_p: topP }),
    ...(maxTokens !== null && { max_tokens: maxTokens }),
    ...(seed !== null && { seed }),
    ...(!store && { store }),
  };
}
