/**
 * Deletes a conversation: what the server keeps of it first, then what this browser keeps.
 *
 * In this order, because the names of the stored replies are nowhere but here: a conversation that
 * is gone from the browser could no longer be deleted on the server. So it stays until all of it is.
 */
import type { Api } from "./api";
import type { Conversation } from "./conversation";
import type { Failure } from "./failure";
import type { Library } from "./library";
import { storedCompletions, streamingReplies } from "./selectors";

/** What deleting needs of the chat. */
interface Replies {
  stop(conversation: string): void;
  noted(error: unknown): Failure;
}

export class Deleting {
  constructor(
    private readonly api: Api,
    private readonly library: Library,
    private readonly chat: Replies,
  ) {}

  /**
   * Null once all of it is gone; else what stands in the way, and then it is still in this browser.
   * So it is where `signal` ended it early, without more of the server's copy than was deleted by then.
   */
  async everywhere(id: string, signal: AbortSignal): Promise<Failure | null> {
    await this.named(id, signal);
    const conversation = this.library.find(id);
    if (!conversation || signal.aborted) return null;
    this.chat.stop(id);
    const failure = await this.onServer(conversation, signal);
    if (failure === null && !signal.aborted) await this.library.remove(id);
    return failure;
  }

  /** For a server that is away, or that refuses: its copy stays where it is. */
  async here(id: string): Promise<void> {
    this.chat.stop(id);
    await this.library.remove(id);
  }

  /** A reply that the server refuses to delete does not keep the others. */
  private async onServer(conversation: Conversation, signal: AbortSignal): Promise<Failure | null> {
    let refused: Failure | null = null;
    for (const completion of storedCompletions(conversation)) {
      if (signal.aborted) return null;
      try {
        await this.api.forget(completion);
      } catch (error) {
        const failure = this.chat.noted(error);
        if (failure.kind !== "refused") return failure;
        refused ??= failure;
      }
    }
    return refused;
  }

  /** A reply that was just asked for has no name yet, and what has no name cannot be deleted. */
  private named(id: string, signal: AbortSignal): Promise<void> {
    const nameless = () => {
      const conversation = this.library.find(id);
      return conversation && streamingReplies(conversation).some((reply) => reply.completionId === null);
    };
    return new Promise((settled) => {
      const look = () => {
        if (nameless() && !signal.aborted) return;
        leave();
        settled();
      };
      const leave = this.library.subscribe(look);
      signal.addEventListener("abort", look, { once: true });
      look();
    });
  }
}
