/**
 * Votes on replies and choices between two of them.
 *
 * They count only when the server has acknowledged them; until then, and when it refuses, the
 * conversation says so and nothing moves on.
 */
import type { Api, Outcome } from "./api";
import type { Choice, Turn, VoteDraft } from "./conversation";
import type { Failure } from "./failure";
import type { Library } from "./library";
import type { Action } from "./reduce";
import { replyById } from "./selectors";

export class Voting {
  constructor(
    private readonly api: Api,
    private readonly library: Library,
    private readonly noted: (error: unknown) => Failure,
  ) {}

  /** Votes, changes the vote, or takes it back (null). */
  async vote(conversation: string, replyId: string, wanted: VoteDraft | null): Promise<void> {
    const open = this.library.find(conversation);
    const reply = open && replyById(open, replyId);
    if (!reply?.completionId || (reply.voting && !reply.voting.failure)) return;
    const voting = (failure: Failure | null) =>
      this.library.change(conversation, { type: "voting", reply: replyId, voting: { wanted, failure } });
    voting(null);
    try {
      const id = wanted === null ? null : await this.api.vote(reply.completionId, wanted);
      if (wanted === null && reply.vote) await this.api.retract(reply.vote.id);
      const vote = wanted === null || id === null ? null : { ...wanted, id };
      this.library.change(conversation, { type: "voted", reply: replyId, vote });
    } catch (error) {
      voting(this.noted(error));
    }
  }

  async choose(conversation: string, turn: Turn, outcome: Outcome): Promise<void> {
    const shown = turn.comparison?.shown.map(
      (id) => turn.replies.find((reply) => reply.id === id)?.completionId ?? null,
    );
    if (!shown || shown.includes(null) || (turn.choosing && !turn.choosing.failure)) return;
    await this.record(conversation, turn, outcome, async () => {
      return { id: await this.api.prefer(shown as string[], outcome), outcome };
    });
  }

  /** Takes the last choice of a turn back. */
  async unchoose(conversation: string, turn: Turn): Promise<void> {
    const { choice, choosing } = turn;
    if (!choice || (choosing && !choosing.failure)) return;
    await this.record(conversation, turn, null, async () => {
      await this.api.retract(choice.id);
      return null;
    });
  }

  /** Ends a comparison without an answer. */
  skip(conversation: string, turn: Turn): void {
    this.library.change(conversation, { type: "chosen", turn: turn.id, choice: null });
  }

  private async record(
    conversation: string,
    { id: turn, comparison }: Turn,
    wanted: Outcome | null,
    send: () => Promise<Choice | null>,
  ): Promise<void> {
    // Another reply may be asked for meanwhile, and what is compared then is another question.
    const change = (action: Action) => {
      const shown = this.library.find(conversation)?.turns.find((one) => one.id === turn)?.comparison?.shown;
      if (shown === undefined || shown.join() === comparison?.shown.join()) this.library.change(conversation, action);
    };
    const choosing = (failure: Failure | null) => change({ type: "choosing", turn, choosing: { wanted, failure } });
    choosing(null);
    try {
      change({ type: "chosen", turn, choice: await send() });
    } catch (error) {
      choosing(this.noted(error));
    }
  }
}
