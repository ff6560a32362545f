/**
 * What can go wrong between the page and the server, as values that can be stored and shown.
 *
 * `describe` puts a failure into words for people; the server's own sentence is kept where it says
 * more than we could. Which button goes with which failure is the components' business.
 */
export type FailureKind =
  | "unreachable" // no answer at all
  | "unavailable" // 503: starting, restarting or draining
  | "unauthorized" // no key, or a wrong one
  | "context_full" // the conversation no longer fits
  | "broken_off" // the stream ended in the middle of the reply
  | "refused"; // any other answer that is not a success

export interface Failure {
  readonly kind: FailureKind;
  /** The server's own sentence, empty when it sent none. */
  readonly message: string;
  /** Seconds, from Retry-After. */
  readonly retryAfter: number | null;
}

export class ApiError extends Error {
  /** `status` is HTTP's, null where there was no answer. */
  constructor(
    readonly failure: Failure,
    readonly status: number | null = null,
  ) {
    super(describe(failure));
  }
}

interface ErrorBody {
  message?: string;
  code?: string | number | null;
}

/** The failure that an OpenAI error body (parsed JSON) and an HTTP status stand for. */
export function failureFrom(status: number, body: unknown, retryAfter: string | null = null): Failure {
  const error = ((body as { error?: ErrorBody } | null)?.error ?? {}) as ErrorBody;
  const seconds = retryAfter === null ? NaN : Number(retryAfter);
  return {
    kind: kindOf(status, String(error.code ?? "")),
    message: typeof error.message === "string" ? error.message : "",
    retryAfter: Number.isFinite(seconds) ? seconds : null,
  };
}

function kindOf(status: number, code: string): FailureKind {
  if (code === "context_length_exceeded") return "context_full";
  if (status === 401 || code === "invalid_api_key") return "unauthorized";
  if (status === 503) return "unavailable";
  return "refused";
}

/** A failure for anything thrown: what fetch throws when no answer came has no more to tell. */
export function toFailure(error: unknown): Failure {
  if (error instanceof ApiError) return error.failure;
  return { kind: "unreachable", message: "", retryAfter: null };
}

/** Whether waiting alone may cure it. */
export function isPassing(failure: Failure): boolean {
  return failure.kind === "unreachable" || failure.kind === "unavailable";
}

export function describe(failure: Failure): string {
  switch (failure.kind) {
    case "unreachable":
      return "The server cannot be reached. Nothing you wrote is lost.";
    case "unavailable": {
      const when = failure.retryAfter === null ? "in a moment" : `in ${seconds(failure.retryAfter)}`;
      return `The server is not ready. Try again ${when}.`;
    }
    case "unauthorized":
      return "The server did not accept the API key.";
    case "context_full":
      return "This conversation is now longer than the model can read. Start a new conversation to go on.";
    case "broken_off":
      return "The connection broke off in the middle of the reply.";
    case "refused":
      return failure.message || "The server could not answer.";
  }
}

function seconds(count: number): string {
  return count === 1 ? "1 second" : `${count} seconds`;
}
