/** What a trial's verdict says, from `CanaryVerdict.as_json()` as the server sends it. */
import { expect, test } from "vitest";
import { decided, trialFigures, waitsForVotes } from "../src/console/trial";
import type { Trial } from "../src/console/types";

const VERDICT = {
  against: 2,
  since: 1_700_000_000,
  decision: "promote",
  reason: "the votes show that the canary is not worse by 0.1, and do not speak against it",
  counts: { canary_up: 15, canary_down: 5, live_up: 30, live_down: 30, canary_wins: 7, live_wins: 2, ties: 1 },
  thumbs: { votes: 80, estimate: 0.25, variance: 0.016418798334324806, low: -0.19121218955936553, high: 0.6912121895593655 },
  choices: { votes: 10, estimate: 0.25, variance: 0.025, low: -0.34168556362388025, high: 0.5 },
  p_better: 0.12171884042844454,
  p_worse: 1.0,
  p_inferior: 0.02135926795840052,
};
const NOTHING = {
  ...VERDICT,
  decision: "continue",
  reason: "0 of at least 20 judgements of the canary",
  counts: { canary_up: 0, canary_down: 0, live_up: 0, live_down: 0, canary_wins: 0, live_wins: 0, ties: 0 },
  p_better: 1,
  p_inferior: 1,
};
const shown = (trial: object) => trialFigures(trial as Trial).map(({ label, value }) => [label, value]);

test("a verdict is its votes, its choices and its three p-values", () => {
  expect(decided(VERDICT as Trial)).toBe("won");
  expect(shown(VERDICT)).toEqual([
    ["Its thumbs up", "15 of 20"],
    ["Version 2's", "30 of 60"],
    ["Choices", "7 won, 2 lost, 1 tied"],
    ["p, better", "0.122"],
    ["p, worse", "1"],
    ["p, clearly worse", "0.021"],
  ]);
});

test("a trial that was ended before its votes were read has no numbers", () => {
  expect(decided({ decision: "undecided" })).toBe("undecided");
  expect(shown({})).toEqual([
    ["Its thumbs up", "0 of 0"],
    ["The live version's", "0 of 0"],
    ["Choices", "0 won, 0 lost, 0 tied"],
    ["p, better", "–"],
    ["p, worse", "–"],
    ["p, clearly worse", "–"],
  ]);
});

test("a trial waits for votes until there is one", () => {
  expect(waitsForVotes(null)).toBe(true);
  expect(waitsForVotes(NOTHING as Trial)).toBe(true);
  expect(waitsForVotes(VERDICT as Trial)).toBe(false);
});
