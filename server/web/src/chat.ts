/**
 * Replies: asks the server for them and streams them into the library's conversations.
 *
 * Every reply has its own stream, so that two can be written side by side and one goes on while the
 * reader looks at another conversation. `state` is what is known of the server.
 */
import type { Api } from "./api";
import type { Turn } from "./conversation";
import { type Failure, isPassing, toFailure } from "./failure";
import { FrameText } from "./frames";
import type { Library } from "./library";
import type { Action } from "./reduce";
import { activeReply, isBusy, messagesFor, path, streamingReplies, turnOf } from "./selectors";

export interface Connection {
  /** The name the server serves its model by; null until it has told. */
  readonly model: string | null;
  readonly failure: Failure | null;
}

/** What is left to chance, from 0 to 1. */
export interface Chance {
  /** How often a message gets two replies to choose between. */
  readonly compareShare: () => number;
  readonly draw: () => number;
}

const RECONNECT_MS = 2000;

export class Chat {
  state: Connection = { model: null, failure: null };
  private readonly listeners = new Set<() => void>();
  private readonly streams = new Map<string, AbortController>();
  private nextTry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly api: Api,
    private readonly library: Library,
    private readonly chance: Chance,
  ) {}

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Asks for the model's name and says early what is amiss. Waits for a server that is away or starting. */
  async connect(): Promise<void> {
    clearTimeout(this.nextTry);
    try {
      const model = await this.api.model();
      await this.api.ready();
      this.update({ model, failure: null });
    } catch (error) {
      const failure = toFailure(error);
      this.update({ model: null, failure });
      if (isPassing(failure)) this.nextTry = setTimeout(() => void this.connect(), RECONNECT_MS);
    }
  }

  async send(text: string): Promise<void> {
    const last = path(this.open).at(-1);
    await this.ask(last ? last.active : null, text);
  }

  /** Sends another version of a message; the one that was sent stays beside it. */
  async edit(turn: Turn, text: string): Promise<void> {
    await this.ask(turn.parent, text);
  }

  /** Another reply to the same message. */
  async again(turn: Turn): Promise<void> {
    if (isBusy(this.open)) return;
    const standing = activeReply(turn);
    // One that never came to anything is not worth keeping as a sibling.
    const replace = standing.status === "failed";
    await this.write(replace ? { type: "replace", reply: standing.id } : { type: "again", turn: turn.id });
  }

  /** Two fresh replies to the same message, side by side. */
  async compare(turn: Turn): Promise<void> {
    if (isBusy(this.open)) return;
    await this.write({ type: "compare", turn: turn.id, flipped: this.chance.draw() < 0.5 });
  }

  async retry(replyId: string): Promise<void> {
    if (isBusy(this.open)) return;
    await this.write({ type: "replace", reply: replyId });
  }

  /** Stops every reply of a conversation. */
  stop(conversation: string): void {
    for (const [name, stream] of this.streams) if (name.startsWith(`${conversation}/`)) stream.abort();
  }

  /** A key that is missing or wrong is asked for once for the whole page, wherever it was noticed. */
  noted(error: unknown): Failure {
    const failure = toFailure(error);
    if (failure.kind === "unauthorized") this.update({ model: null, failure });
    return failure;
  }

  private get open() {
    return this.library.state.open;
  }

  private async ask(parent: string | null, text: string): Promise<void> {
    if (isBusy(this.open)) return;
    const two = this.open.settings.store && this.chance.draw() < this.chance.compareShare();
    const flipped = this.chance.draw() < 0.5;
    await this.write({ type: "ask", parent, text, at: Date.now(), two, flipped });
  }

  /** Does what opens new replies, and streams into each. */
  private async write(action: Action): Promise<void> {
    const { id } = this.open;
    const before = new Set(streamingReplies(this.open));
    this.library.change(id, action);
    const opened = streamingReplies(this.open).filter((reply) => !before.has(reply));
    await Promise.all(opened.map((reply) => this.stream(id, reply.id)));
  }

  private async stream(id: string, reply: string): Promise<void> {
    const name = `${id}/${reply}`;
    const stream = new AbortController();
    this.streams.set(name, stream);
    const change = (action: Action) => this.library.change(id, action);
    const text = new FrameText((grown) => change({ type: "text", reply, text: grown }));
    const reasoning = new FrameText((grown) => change({ type: "reasoning", reply, text: grown }));
    // From here on the reply itself says what fails.
    this.update({ ...this.state, failure: null });
    try {
      const model = this.state.model ?? (await this.api.model());
      this.update({ model, failure: null });
      for await (const event of this.request(model, id, reply, stream.signal)) {
        if (event.type === "text") text.add(event.text);
        else if (event.type === "reasoning") reasoning.add(event.text);
        else {
          reasoning.flush();
          text.flush();
          change({ ...event, reply });
        }
      }
    } catch (error) {
      reasoning.flush();
      text.flush();
      if (stream.signal.aborted) change({ type: "stop", reply });
      else change({ type: "fail", reply, failure: this.noted(error) });
    } finally {
      this.streams.delete(name);
    }
  }

  private request(model: string, id: string, reply: string, signal: AbortSignal) {
    const conversation = this.library.find(id)!;
    const turn = turnOf(conversation, reply)!;
    const { settings } = conversation;
    // With one seed for all, every sibling would be the same.
    const number = turn.replies.findIndex((one) => one.id === reply);
    const own = settings.seed === null ? settings : { ...settings, seed: settings.seed + number };
    return this.api.reply(model, messagesFor(conversation, turn), own, signal);
  }

  private update(state: Connection): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
