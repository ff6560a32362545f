/**
 * The words and numbers of a trial's verdict, as the server judges it from people's votes. Pure.
 */
import type { Measured } from "./evidence";
import { number } from "./format";
import type { Trial } from "./types";

const DECISIONS = {
  continue: "goes on",
  promote: "won",
  rollback: "lost",
  undecided: "undecided",
};

export function decided({ decision = "continue" }: Trial): string {
  return DECISIONS[decision];
}

/** Whether nobody's vote has counted yet. */
export function waitsForVotes(trial: Trial | null): boolean {
  return Object.values(trial?.counts ?? {}).every((count) => count === 0);
}

export function trialFigures({ against, counts = {}, p_better, p_worse, p_inferior }: Trial): Measured[] {
  const count = (name: string) => counts[name] ?? 0;
  const share = (arm: string) => `${number(count(`${arm}_up`))} of ${number(count(`${arm}_up`) + count(`${arm}_down`))}`;
  const choices = `${number(count("canary_wins"))} won, ${number(count("live_wins"))} lost, ${number(count("ties"))} tied`;
  return [
    {
      label: "Its thumbs up",
      hint: "Votes on its replies since the trial began, with each person's part capped",
      value: share("canary"),
    },
    {
      label: against === undefined ? "The live version's" : `Version ${against}'s`,
      hint: "Votes on the live version's replies of the same time",
      value: share("live"),
    },
    { label: "Choices", hint: "Between a reply of each: won by it, lost, and tied", value: choices },
    {
      label: "p, better",
      hint: "Always-valid p-value of “it is no better”: below 0.05 it goes live",
      value: number(p_better, 3),
    },
    {
      label: "p, worse",
      hint: "Always-valid p-value of “it is no worse”: below 0.05 it is rolled back",
      value: number(p_worse, 3),
    },
    {
      label: "p, clearly worse",
      hint: "Always-valid p-value of “it is worse by a tenth or more”: with enough votes, below 0.05 is good enough to go live",
      value: number(p_inferior, 3),
    },
  ];
}
