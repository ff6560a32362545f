/**
 * What people's votes say of a version that is, or was, on trial.
 */
import { Figure } from "./Figures";
import { number } from "./format";
import type { Trial } from "./types";

const DECISIONS = {
  continue: "goes on",
  promote: "won",
  rollback: "lost",
  undecided: "undecided",
};

export function TrialView({ trial, running }: { trial: Trial; running: boolean }) {
  const { counts = {}, decision = "continue" } = trial;
  const share = (up?: number, down?: number) => `${number(up ?? 0)} of ${number((up ?? 0) + (down ?? 0))}`;
  return (
    <section>
      <h3>
        {running ? "Trial" : "Trial, as it ended"} <span class="badge">{DECISIONS[decision]}</span>
      </h3>
      {trial.reason && <p class="plain-text soft">{trial.reason}</p>}
      <dl class="figures">
        <Figure
          label="Its thumbs up"
          hint="Votes on its replies since the trial began, with each person's part capped"
        >
          {share(counts["canary_up"], counts["canary_down"])}
        </Figure>
        <Figure
          label={trial.against === undefined ? "The live version's" : `Version ${trial.against}'s`}
          hint="Votes on the live version's replies of the same time"
        >
          {share(counts["live_up"], counts["live_down"])}
        </Figure>
        <Figure label="Choices" hint="Between a reply of each: won by it, lost, and tied">
          {number(counts["canary_wins"] ?? 0)} won, {number(counts["live_wins"] ?? 0)} lost, {number(counts["ties"] ?? 0)}{" "}
          tied
        </Figure>
        <Figure label="p, better" hint="Always-valid p-value of “it is no better”: below 0.05 it goes live">
          {number(trial.p_better, 3)}
        </Figure>
        <Figure label="p, worse" hint="Always-valid p-value of “it is no worse”: below 0.05 it is rolled back">
          {number(trial.p_worse, 3)}
        </Figure>
        <Figure
          label="p, clearly worse"
          hint="Always-valid p-value of “it is worse by a tenth or more”: with enough votes, below 0.05 is good enough to go live"
        >
          {number(trial.p_inferior, 3)}
        </Figure>
      </dl>
    </section>
  );
}
