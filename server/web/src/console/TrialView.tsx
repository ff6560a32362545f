/**
 * What people's votes say of a version that is, or was, on trial.
 */
import { Empty, FigureList } from "./Figures";
import { decided, trialFigures, waitsForVotes } from "./trial";
import type { Trial } from "./types";

/** `share` is how many conversations it answers, in words; null once the trial has ended. */
export function TrialView({ trial, share }: { trial: Trial | null; share: string | null }) {
  return (
    <section>
      <h3>
        {share === null ? "Trial, as it ended" : "Trial"} {trial && <span class="badge">{decided(trial)}</span>}
      </h3>
      {trial?.reason && <p class="plain-text soft">{trial.reason}</p>}
      {trial && <FigureList of={trialFigures(trial)} />}
      {share !== null && waitsForVotes(trial) && (
        <Empty>
          No vote on the trial was read yet. It answers {share} of conversations: <a href="/">chat</a> and vote on
          replies, its own and the live version's, or give it a larger share. Enough votes decide by themselves.
        </Empty>
      )}
    </section>
  );
}
