/**
 * Votes on replies and choices between two of them.
 *
 * They count only when the server has acknowledged them; until then, and when it refuses, the
 * conversation says so and nothing moves on. Each has a name that this page gave it: one whose page went
 * away before the answer came is sent again under it, and the server counts it once.
 */
import type { Api, Outcome } from "./api";
import type { Turn, VoteDraft } from "./conversation";
import type { Failure } from "./failure";
import type { Library } from "./library";
import type { Action } from "./reduce";
import { replyById } from "./selectors";
import { randomId } from "./storage";

export class Voting {
  /** What this page waits for. Whatever else is pending was sent by another page, which may be gone: it stops nobody. */
  private readonly sending = new Set<string>();

  constructor(
    private readonly api: Api,
    private readonly library: Library,
    private readonly noted: (error: unknown) => Failure,
  ) {}

  /** Votes, changes the vote, or takes it back (null). `id` is that of a try before. */
  async vote(conversation: string, replyId: string, wanted: VoteDraft | null, id = randomId()): Promise<void> {
    const open = this.library.find(conversation);
    const reply = open && replyById(open, replyId);
    const completion = reply?.completionId;
    if (!completion) return;
    await this.send(
      `${conversation}/${replyId}`,
      (failure) => ({ type: "voting", reply: replyId, voting: { id, wanted, failure } }),
      async () => {
        if (wanted === null && reply.vote) await this.api.retract(reply.vote.id);
        const vote = wanted === null ? null : { ...wanted, id: await this.api.vote(completion, wanted, id) };
        return { type: "voted", reply: replyId, vote };
      },
      (action) => this.library.change(conversation, action),
    );
  }

  async choose(conversation: string, turn: Turn, outcome: Outcome, id = randomId()): Promise<void> {
    const shown = turn.comparison?.shown.map(
      (reply) => turn.replies.find((one) => one.id === reply)?.completionId ?? null,
    );
    if (!shown || shown.includes(null)) return;
    await this.sendChoice(conversation, turn, outcome, id, async () => {
      return { type: "chosen", turn: turn.id, choice: { id: await this.api.prefer(shown as string[], outcome, id), outcome } };
    });
  }

  /** Takes the last choice of a turn back. */
  async unchoose(conversation: string, turn: Turn): Promise<void> {
    const { choice } = turn;
    if (!choice) return;
    await this.sendChoice(conversation, turn, null, randomId(), async () => {
      await this.api.retract(choice.id);
      return { type: "chosen", turn: turn.id, choice: null };
    });
  }

  /** Ends a comparison without an answer. */
  skip(conversation: string, turn: Turn): void {
    this.library.change(conversation, { type: "chosen", turn: turn.id, choice: null });
  }

  /** Sends again what a page that went away has left without an answer. */
  takeUp(conversation: string): void {
    for (const turn of this.library.find(conversation)?.turns ?? []) {
      const { choosing } = turn;
      if (choosing?.wanted === null) void this.unchoose(conversation, turn);
      else if (choosing) void this.choose(conversation, turn, choosing.wanted, choosing.id);
      for (const { id, voting } of turn.replies)
        if (voting) void this.vote(conversation, id, voting.wanted, voting.id);
    }
  }

  /** Whether a choice in this turn is on its way. */
  isChoosing(conversation: string, turn: Turn): boolean {
    return this.sending.has(questionOf(conversation, turn));
  }

  private async sendChoice(
    conversation: string,
    turn: Turn,
    wanted: Outcome | null,
    id: string,
    ask: () => Promise<Action>,
  ): Promise<void> {
    const question = questionOf(conversation, turn);
    // Another reply may be asked for meanwhile, and what is compared then is another question.
    const change = (action: Action) => {
      const now = this.library.find(conversation)?.turns.find((one) => one.id === turn.id);
      if (!now || questionOf(conversation, now) === question) this.library.change(conversation, action);
    };
    const pending = (failure: Failure | null): Action => {
      return { type: "choosing", turn: turn.id, choosing: { id, wanted, failure } };
    };
    await this.send(question, pending, ask, change);
  }

  /** Says that something is on its way, and then what became of it. Once at a time: a button may be pressed twice. */
  private async send(
    place: string,
    pending: (failure: Failure | null) => Action,
    ask: () => Promise<Action>,
    change: (action: Action) => void,
  ): Promise<void> {
    if (this.sending.has(place)) return;
    this.sending.add(place);
    change(pending(null));
    const answer = await ask().catch((error: unknown) => pending(this.noted(error)));
    this.sending.delete(place);
    change(answer);
  }
}

/** What a turn asks of the person. */
function questionOf(conversation: string, { id, comparison }: Turn): string {
  return [conversation, id, ...(comparison?.shown ?? [])].join("/");
}
