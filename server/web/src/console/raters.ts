/**
 * What the newest cycle that looked at raters found of each. Pure. The learner's record is read with care,
 * because another one may have more or less than these names.
 */
import { number, percent } from "./format";
import type { Cycle } from "./types";

export interface Standing {
  readonly rater: string;
  /** With the other raters; null where they share nothing. */
  readonly agreement: { readonly share: number; readonly evidence: number; readonly partners: number } | null;
  /** Pairs that cannot all be true, such as A over B, B over C, C over A. */
  readonly contradictions: number;
  /** What each vote's weight was multiplied by. */
  readonly factor: number;
  readonly quarantined: boolean;
}

export interface Standings {
  readonly cycle: string;
  readonly of: ReadonlyMap<string, Standing>;
}

/** `cycles` come newest first; one that ended before it had examples knows nothing of raters. */
export function newestStandings(cycles: readonly Cycle[]): Standings | null {
  for (const { id, metrics } of cycles) {
    const raters = (metrics["examples"] as { raters?: readonly Standing[] } | undefined)?.raters;
    if (Array.isArray(raters)) return { cycle: id, of: new Map(raters.map((one) => [one.rater, one])) };
  }
  return null;
}

export interface Told {
  readonly text: string;
  readonly hint: string;
}

/** One rater's cells under `STANDING_COLUMNS`. */
export function standingCells({ cycle, of }: Standings, rater: string): readonly Told[] {
  const found = of.get(rater);
  if (!found) {
    const absent = { text: number(null), hint: `${cycle} learned from no vote of theirs` };
    return STANDING_COLUMNS.map(() => absent);
  }
  return STANDING_COLUMNS.map(({ tell }) => tell(found));
}

interface Column {
  readonly name: string;
  readonly hint: string;
  readonly tell: (one: Standing) => Told;
}

export const STANDING_COLUMNS: readonly Column[] = [
  {
    name: "Agreement",
    hint: "How far their answers are those of others to the same question: 50 % is chance. Behind it, of how many votes",
    tell: ({ agreement }) =>
      agreement === null
        ? { text: number(null), hint: "Nobody else judged a reply that they judged" }
        : {
            text: `${percent(agreement.share)} of ${number(agreement.evidence, 1)}`,
            hint:
              `${number(agreement.evidence, 1)} of their votes were on what others judged too, ` +
              `${number(agreement.partners)} of them; they agree by ${percent(agreement.share)}`,
          },
  },
  {
    name: "Contradictions",
    hint: "Pairs of theirs that cannot all be true, such as A over B, B over C, C over A",
    tell: ({ contradictions }) => ({
      text: number(contradictions),
      hint: `Pairs of theirs that cannot all be true: ${number(contradictions)}`,
    }),
  },
  {
    name: "Quarantined",
    hint: "Whether their votes are left out because they surely disagree with everyone",
    tell: ({ quarantined, factor }) => ({ text: quarantined ? "yes" : "no", hint: weighed(quarantined, factor) }),
  },
];

function weighed(quarantined: boolean, factor: number): string {
  if (quarantined) return "They disagree with everyone, by more than chance explains: their votes train nothing";
  if (factor < 1) return `Their votes count ${number(factor)} each, so that nobody outweighs all others`;
  return "Their votes count in full";
}
