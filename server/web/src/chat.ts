/**
 * Replies: asks the server for them and streams them into the library's conversations.
 *
 * Every reply has its own stream, so that two can be written side by side and one goes on while the
 * reader looks at another conversation. The server writes it in the background: this page may lose the
 * connection or be loaded anew, and takes it up again. `state` is what is known of the server.
 */
import type { Api } from "./api";
import { goesOn, type Reply, type Turn } from "./conversation";
import { type Failure, isPassing, toFailure } from "./failure";
import { FrameText } from "./frames";
import type { Library } from "./library";
import type { Action, Opening } from "./reduce";
import { lasting, type Place, rest } from "./resume";
import {
  activeReply,
  isBusy,
  isSecondOfTwo,
  messagesFor,
  path,
  replyById,
  streamingReplies,
  turnOf,
} from "./selectors";
import { randomId } from "./storage";
import type { ReplyEvent } from "./stream";

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

/** A reply as it is read here. */
interface Stream {
  readonly conversation: string;
  readonly reply: string;
  readonly connection: AbortController;
}

export class Chat {
  state: Connection = { model: null, failure: null };
  private readonly listeners = new Set<() => void>();
  private readonly streams = new Map<string, Stream>();
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

  /** Stops every reply of a conversation that is read here, on the server too. */
  stop(conversation: string): void {
    for (const stream of [...this.streams.values()].filter((one) => one.conversation === conversation)) {
      const status = this.replyOf(stream)?.status;
      // Its conversation was deleted.
      if (status === undefined) stream.connection.abort();
      if (status !== "streaming") continue;
      this.library.change(conversation, { type: "stop", reply: stream.reply });
      this.end(stream);
    }
  }

  /** Tells the server to end a reply that is stopped here. What stands in the way is said, and this can be tried again. */
  async cancel(conversation: string, reply: string): Promise<void> {
    const { completionId, unstopped } = this.replyOf({ conversation, reply }) ?? {};
    if (!completionId) return;
    const told = (failure: Failure | null) => this.library.change(conversation, { type: "unstopped", reply, failure });
    if (unstopped) told(null);
    await this.api.cancel(completionId).catch((error: unknown) => told(this.noted(error)));
  }

  /** Goes on reading the replies of a conversation that nobody reads, though the server may still be writing them. */
  takeUp(conversation: string): void {
    for (const { id } of this.library.leftAlone(conversation))
      if (!this.streams.has(`${conversation}/${id}`)) void this.stream(conversation, id);
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
  private async write(action: Opening): Promise<void> {
    const { id } = this.open;
    const before = new Set(streamingReplies(this.open));
    this.library.change(id, { ...action, name: randomId() });
    const opened = streamingReplies(this.open).filter((reply) => !before.has(reply));
    await Promise.all(opened.map((reply) => this.stream(id, reply.id)));
  }

  /** Streams into a reply from where it stands, to its end. */
  private async stream(conversation: string, reply: string): Promise<void> {
    const stream: Stream = { conversation, reply, connection: new AbortController() };
    const { signal } = stream.connection;
    this.streams.set(`${conversation}/${reply}`, stream);
    this.library.claim(conversation, reply);
    const change = (action: Action) => this.library.change(conversation, action);
    const growth = new FrameText((grown) => change({ ...grown, reply }));
    const place = () => {
      growth.flush();
      return this.placeOf(stream);
    };
    const from = place();
    const first = from ? rest(this.api, from, signal) : this.request(stream);
    try {
      for await (const event of lasting(this.api, first, place, signal, (error) => this.lost(error))) {
        if (event.type === "text" || event.type === "reasoning") growth.add(event);
        else {
          growth.flush();
          change({ ...event, reply });
        }
        if (event.type === "start") this.named(stream, event.completionId);
      }
    } catch (error) {
      growth.flush();
      if (this.replyOf(stream)?.status === "streaming") change({ type: "fail", reply, failure: this.noted(error) });
    } finally {
      this.streams.delete(`${conversation}/${reply}`);
    }
  }

  /** A reply may have been stopped, or deleted with its conversation, before it had the name to say so to the server. */
  private named(stream: Stream, completionId: string): void {
    const reply = this.replyOf(stream);
    if (reply?.status === "streaming") return;
    if (reply) return this.end(stream);
    stream.connection.abort();
    const ended = this.api.cancel(completionId).catch(() => undefined);
    void ended.then(() => this.api.forget(completionId)).catch(() => undefined);
  }

  /** Ends a stream on both sides. What has no name yet ends when it has: until then the server could not be told. */
  private end(stream: Stream): void {
    const { completionId, seen } = this.replyOf(stream) ?? {};
    if (!completionId) return;
    stream.connection.abort();
    if (seen !== undefined) void this.cancel(stream.conversation, stream.reply);
  }

  /** Says that the server is away, and when it is back. */
  private lost(error: unknown): void {
    if (this.noted(error).kind !== "unauthorized") void this.connect();
  }

  private replyOf({ conversation, reply }: Pick<Stream, "conversation" | "reply">): Reply | undefined {
    const found = this.library.find(conversation);
    return found && replyById(found, reply);
  }

  private placeOf(stream: Stream): Place | null {
    const reply = this.replyOf(stream);
    return reply && goesOn(reply) ? { completionId: reply.completionId!, seen: reply.seen! } : null;
  }

  private async *request({ conversation: id, reply, connection }: Stream): AsyncGenerator<ReplyEvent> {
    // From here on the reply itself says what fails.
    this.update({ ...this.state, failure: null });
    const model = this.state.model ?? (await this.api.model());
    this.update({ model, failure: null });
    const conversation = this.library.find(id)!;
    const turn = turnOf(conversation, reply)!;
    const { settings } = conversation;
    // With one seed for all, every sibling would be the same.
    const number = turn.replies.findIndex((one) => one.id === reply);
    const own = settings.seed === null ? settings : { ...settings, seed: settings.seed + number };
    const how = { background: true, otherArm: isSecondOfTwo(turn, reply) };
    yield* this.api.reply(model, messagesFor(conversation, turn), own, connection.signal, how);
  }

  private update(state: Connection): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
