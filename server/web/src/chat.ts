/**
 * The page's one controller: it owns the conversation, talks to the server and tells who listens.
 *
 * Components call its methods and draw its `state`. One reply streams at a time. Votes and choices
 * count only when the server has acknowledged them; until then, and when it refuses, the state says so.
 */
import { type Api, type Outcome, type Rating } from "./api";
import { type Action, type Conversation, type Reply, type Turn, reduce } from "./conversation";
import { type Failure, isPassing, toFailure } from "./failure";
import { FrameText } from "./frames";
import { activeReply, messagesForLastTurn, replyById, streamingReply } from "./selectors";

export interface Connection {
  /** The name the server serves its model by; null until it has told. */
  readonly model: string | null;
  readonly failure: Failure | null;
}

export interface State {
  readonly conversation: Conversation;
  readonly connection: Connection;
}

const RECONNECT_MS = 2000;

export class Chat {
  state: State;
  private readonly listeners = new Set<() => void>();
  private stream: AbortController | null = null;
  private nextTry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly api: Api,
    restored: Conversation,
    private readonly save: (conversation: Conversation) => void,
  ) {
    this.state = { conversation: restored, connection: { model: null, failure: null } };
  }

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
      this.update({ connection: { model, failure: null } });
    } catch (error) {
      const failure = toFailure(error);
      this.update({ connection: { model: null, failure } });
      if (isPassing(failure)) this.nextTry = setTimeout(() => void this.connect(), RECONNECT_MS);
    }
  }

  async send(text: string): Promise<void> {
    if (streamingReply(this.state.conversation)) return;
    this.dispatch({ type: "send", text });
    await this.writeReply();
  }

  async regenerate(): Promise<void> {
    const turn = this.state.conversation.turns.at(-1);
    if (!turn || turn.pair || streamingReply(this.state.conversation)) return;
    const standing = activeReply(turn);
    // Only two whole replies can be compared; a broken one is simply tried again.
    this.dispatch(standing.status === "done" ? { type: "regenerate" } : { type: "replace", reply: standing.id });
    await this.writeReply();
  }

  async retry(replyId: string): Promise<void> {
    if (streamingReply(this.state.conversation)) return;
    this.dispatch({ type: "replace", reply: replyId });
    await this.writeReply();
  }

  stop(): void {
    this.stream?.abort();
  }

  reset(): void {
    this.stop();
    this.dispatch({ type: "reset" });
  }

  /** The rating that already stands takes the vote back. */
  async vote(reply: Reply, pressed: Rating): Promise<void> {
    await this.saveVote(reply.id, reply.rating === pressed ? null : pressed);
  }

  async saveVote(replyId: string, wanted: Rating | null): Promise<void> {
    const reply = replyById(this.state.conversation, replyId);
    if (!reply?.completionId || (reply.voting && !reply.voting.failure)) return;
    this.dispatch({ type: "voting", reply: replyId, voting: { wanted, failure: null } });
    try {
      let feedbackId: string | null = null;
      if (wanted !== null) feedbackId = await this.api.vote(reply.completionId, wanted);
      else if (reply.feedbackId) await this.api.retract(reply.feedbackId);
      this.dispatch({ type: "voted", reply: replyId, rating: wanted, feedbackId });
    } catch (error) {
      this.dispatch({ type: "voting", reply: replyId, voting: { wanted, failure: this.noted(error) } });
    }
  }

  async choose(turn: Turn, outcome: Outcome): Promise<void> {
    const shown = turn.pair?.map((id) => replyById(this.state.conversation, id)?.completionId ?? null);
    if (!shown || shown.includes(null) || (turn.choosing && !turn.choosing.failure)) return;
    this.dispatch({ type: "choosing", turn: turn.id, choosing: { wanted: outcome, failure: null } });
    try {
      await this.api.prefer(shown as string[], outcome);
      this.dispatch({ type: "chosen", turn: turn.id, outcome });
    } catch (error) {
      this.dispatch({ type: "choosing", turn: turn.id, choosing: { wanted: outcome, failure: this.noted(error) } });
    }
  }

  skipChoice(turn: Turn): void {
    this.dispatch({ type: "chosen", turn: turn.id, outcome: null });
  }

  /** Streams into the reply that the last action opened. */
  private async writeReply(): Promise<void> {
    const reply = streamingReply(this.state.conversation)!.id;
    const messages = messagesForLastTurn(this.state.conversation);
    const stream = new AbortController();
    this.stream = stream;
    const painted = new FrameText((text) => this.dispatch({ type: "text", reply, text }));
    // From here on the reply itself says what fails.
    this.update({ connection: { ...this.state.connection, failure: null } });
    try {
      const model = this.state.connection.model ?? (await this.api.model());
      this.update({ connection: { model, failure: null } });
      for await (const event of this.api.reply(model, messages, stream.signal)) {
        if (event.type === "text") {
          painted.add(event.text);
          continue;
        }
        painted.flush();
        this.dispatch({ ...event, reply });
      }
    } catch (error) {
      painted.flush();
      if (stream.signal.aborted) this.dispatch({ type: "stop", reply });
      else this.dispatch({ type: "fail", reply, failure: this.noted(error) });
    }
  }

  /** A key that is missing or wrong is asked for once for the whole page, wherever it was noticed. */
  private noted(error: unknown): Failure {
    const failure = toFailure(error);
    if (failure.kind === "unauthorized") this.update({ connection: { model: null, failure } });
    return failure;
  }

  private dispatch(action: Action): void {
    const conversation = reduce(this.state.conversation, action);
    this.update({ conversation });
    if (action.type !== "text") this.save(conversation);
  }

  private update(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
