/**
 * Follows the server's learning for as long as it may: the second controller of the page.
 *
 * The event stream begins with the whole state, so a lost one is simply opened again, later with
 * each failure. A server that does not let this page see its learning is not asked again until
 * `follow` is called. Either way what was seen stays in the state, beside why nothing new comes; each
 * page decides what it shows of it. Versions are looked up when a stream begins, when an event says that a cycle has ended or that another version serves or is on trial,
 * and when somebody opens the menu.
 */
import type { Api } from "./api";
import { ApiError, type Failure, isPassing, toFailure } from "./failure";
import type { Learner, Policies } from "./learner";
import { backoff, sleep } from "./wait";

export interface Seen {
  /** Null until the server has told. */
  readonly learner: Learner | null;
  /** Null also on a server whose only policy is the base model. */
  readonly policies: Policies | null;
  /** Why nothing new comes: refused, or two tries in a row have failed; null while all is well. */
  readonly failure: Failure | null;
}

export class LearnerWatch {
  state: Seen = { learner: null, policies: null, failure: null };
  private readonly listeners = new Set<() => void>();
  private stream: AbortController | null = null;

  constructor(private readonly api: Api) {}

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Follow until `rest`, anew if it does already. Returns when it has stopped. */
  async follow(): Promise<void> {
    this.rest();
    const { signal } = (this.stream = new AbortController());
    const { failure: before } = this.state;
    if (before && !isPassing(before)) this.update({ ...this.state, failure: null });
    for (let failures = 0; !signal.aborted; failures++) {
      const failure = await this.read(signal, () => (failures = 0));
      if (signal.aborted) return;
      if (failures > 0 || !isPassing(failure)) this.update({ ...this.state, failure });
      if (!isPassing(failure)) return;
      await sleep(backoff(failures), signal);
    }
  }

  /** Stop following; what was seen stays. */
  rest(): void {
    this.stream?.abort();
    this.stream = null;
  }

  /** Look up which version is live now. */
  async refresh(): Promise<void> {
    // Asked first: an event may come in meanwhile, and what it told is not to be undone.
    const policies = await this.policies();
    this.update({ ...this.state, policies });
  }

  /** Go back to the version before. `shown` is what the person decided on; nothing is done if it no longer holds. */
  async rollback(shown: Policies): Promise<Failure | null> {
    try {
      const now = await this.api.policies();
      if (now.live !== shown.live || now.previous !== shown.previous) {
        this.update({ ...this.state, policies: now });
        const message = `The versions have changed meanwhile: ${now.live} is live. Nothing was done.`;
        return { kind: "refused", message, retryAfter: null };
      }
      await this.api.rollback();
    } catch (error) {
      return toFailure(error);
    }
    await this.refresh();
    return null;
  }

  /** Reads one stream to its end, and says why it ended. */
  private async read(signal: AbortSignal, came: () => void): Promise<Failure> {
    let seen: string | undefined;
    try {
      for await (const learner of this.api.learner(signal)) {
        came();
        const told = JSON.stringify([learner.last?.id, learner.last?.outcome, learner.serving]);
        // Before the state is shown, so that a version is not called live while another one still seems to be.
        const policies = told === seen ? this.state.policies : await this.policies();
        seen = told;
        if (signal.aborted) break;
        this.update({ learner, policies, failure: null });
      }
    } catch (error) {
      return toFailure(error);
    }
    return { kind: "unreachable", message: "", retryAfter: null };
  }

  private async policies(): Promise<Policies | null> {
    try {
      return await this.api.policies();
    } catch (error) {
      return error instanceof ApiError && error.failure.kind === "refused" ? null : this.state.policies;
    }
  }

  private update(state: Seen): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
