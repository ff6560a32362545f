/**
 * Whether this page may see the server's learning: asked until the server answers, and again with each key.
 * A page that was once let in keeps what it shows when the server is away or takes the key back.
 */
import type { Api } from "../api";
import type { Connection } from "../chat";
import { isPassing, toFailure } from "../failure";
import type { Seen } from "../watch";
import type { Admin } from "./admin";

const AGAIN_MS = 2000;

export class Access {
  /** The model's name once the server has let us in; what stands in the way, if anything does. */
  state: Connection = { model: null, failure: null };
  private readonly listeners = new Set<() => void>();
  private asked = 0;

  constructor(
    private readonly api: Api,
    private readonly admin: Admin,
  ) {}

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Resolves once the server has let us in or refused; a newer call takes the place of an older one. */
  async wait(): Promise<void> {
    const mine = ++this.asked;
    while (mine === this.asked) {
      try {
        await this.admin.learner();
        const model = await this.api.model();
        return this.update({ model, failure: null });
      } catch (error) {
        const failure = toFailure(error);
        this.update({ model: this.state.model, failure });
        if (!isPassing(failure)) return;
        await new Promise((awake) => setTimeout(awake, AGAIN_MS));
      }
    }
  }

  private update(state: Connection): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

/** What stands between the page and the server now: the key may be taken back, or the server go, after it let us in. */
export function connection(access: Connection, { failure }: Seen): Connection {
  return { ...access, failure: access.failure ?? failure };
}
