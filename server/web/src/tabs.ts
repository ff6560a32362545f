/**
 * What the tabs of one browser tell each other: what was written, which replies are being written and
 * by whom, and that somebody wants them to stop.
 *
 * A tab that is closed says that it writes nothing more. One that crashes cannot; its reply seems to be
 * written until somebody stops it, or the page is loaded again.
 */
import type { Library } from "./library";
import { randomId } from "./storage";

type Message =
  /** A conversation was written or removed, and the tab is writing these replies of it. */
  | { readonly type: "written"; readonly tab: string; readonly id: string; readonly live: readonly string[] }
  /** A tab has opened and wants to know who writes. */
  | { readonly type: "opened" }
  | { readonly type: "stop"; readonly id: string };

interface Replies {
  stop(conversation: string): void;
}

export class Tabs {
  private readonly tab = randomId();
  private left = false;

  constructor(
    private readonly channel: BroadcastChannel,
    private readonly library: Library,
    private readonly chat: Replies,
  ) {}

  /** From here on this tab hears the others. */
  listen(): void {
    this.channel.addEventListener("message", ({ data }: MessageEvent<Message>) => void this.hear(data));
    this.say({ type: "opened" });
  }

  written(id: string, live: readonly string[]): void {
    this.say({ type: "written", tab: this.tab, id, live: this.left ? [] : live });
  }

  /** Stops every reply of a conversation, whichever tab writes it. */
  stop(id: string): void {
    this.chat.stop(id);
    this.say({ type: "stop", id });
  }

  /** The page goes away, and its streams with it. */
  leave(): void {
    this.left = true;
    this.library.writing().forEach((live, id) => this.written(id, live));
  }

  private async hear(message: Message): Promise<void> {
    if (message.type === "stop") this.chat.stop(message.id);
    else if (message.type === "opened") this.library.writing().forEach((live, id) => this.written(id, live));
    else {
      await this.library.reread(message.id, message.tab, message.live);
      // Deleted in the other tab: nobody is to go on writing.
      if (!this.library.find(message.id)) this.chat.stop(message.id);
    }
  }

  private say(message: Message): void {
    this.channel.postMessage(message);
  }
}
