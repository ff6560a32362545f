/** What was measured of a version or a cycle, from the learner's records. */
import { expect, test } from "vitest";
import { evidenceOfCycle, evidenceOfVersion, isBare, liveCurves, measured } from "../src/console/evidence";
import type { Cycle, Manifest } from "../src/console/types";

const HISTORY = [
  { iteration: 0, score: 1.2, kl: 1.5, entropy: 0.4, length: 27, update: { clip_share: 0.03, ratio_std: 0.12 } },
  { iteration: 1, score: 1.4, kl: 2.2, entropy: 0.5, length: 26, update: null },
];

function manifest(change: Partial<Manifest>): Manifest {
  return { config: {}, metrics: {}, reward_model: null, gate: null, ...change } as Manifest;
}

test("a version's curves are over PPO's iterations, with KL's budget and the iteration that was kept", () => {
  const metrics = { iteration: 1, history: HISTORY, kl_budget: 3 };
  const { curves, kept, alarm } = evidenceOfVersion(manifest({ metrics }));
  expect(curves.map(({ name, y, bound }) => [name, y, bound])).toEqual([
    ["Reward", [1.2, 1.4], null],
    ["KL", [1.5, 2.2], 3],
    ["Entropy", [0.4, 0.5], null],
    ["Length", [27, 26], null],
    ["Clip share", [0.03, null], null],
    ["Ratio spread", [0.12, null], null],
  ]);
  expect([kept, alarm]).toEqual([1, null]);
});

test("a cycle that made no version shows what it measured until it ended", () => {
  const metrics = { ppo: { iteration: 0, history: HISTORY, kl_budget: 3, alarm: { reason: "KL is 3.40 nats" } } };
  const evidence = evidenceOfCycle({ metrics } as unknown as Cycle);
  expect([evidence.alarm, evidence.gate, evidence.reward, evidence.curves.length]).toEqual(["KL is 3.40 nats", null, null, 6]);
  expect(evidence.curves.find(({ name }) => name === "KL")?.bound).toBe(3);
  expect(isBare(evidenceOfCycle({ metrics: {} } as unknown as Cycle))).toBe(true);
});

test("a supervised start has none of PPO's curves", () => {
  expect(evidenceOfVersion(manifest({ metrics: { loss: 1.5 } })).curves).toEqual([]);
});

test("a cycle that runs shows what PPO has reported so far", () => {
  const point = (stage: string, done: number, metrics: object) => ({ stage, done, metrics: { ...metrics }, at: 0 });
  const trail = [
    point("reward model", 1, {}),
    point("ppo", 0, { kl_budget: 3 }),
    point("ppo", 1, { iteration: 0, score: 0.2, kl: 0.4, entropy: 0.8, length: 30, clip_share: 0.02, ratio_std: 0.1 }),
    point("ppo", 1, { iteration: 1, score: 0.5, kl: 0.9, entropy: 0.7, length: 29 }),
  ];
  expect(liveCurves(trail).map(({ name, x, y, bound }) => [name, x, y, bound])).toEqual([
    ["Reward", [0, 1], [0.2, 0.5], null],
    ["KL", [0, 1], [0.4, 0.9], 3],
    ["Entropy", [0, 1], [0.8, 0.7], null],
    ["Length", [0, 1], [30, 29], null],
    ["Clip share", [0, 1], [0.02, null], null],
    ["Ratio spread", [0, 1], [0.1, null], null],
  ]);
});

test("the gate's measurements have names and intervals, and unknown ones stay", () => {
  const found = measured({
    prompts: 40,
    win_rate: 0.6875,
    win_rate_low: 0.602,
    win_rate_high: 0.739,
    kl: 2.237,
    kl_error: 0.116,
    finished: 1,
    finished_drop: 0,
    something_new: 0.125,
  });
  expect(found.map(({ label, value }) => [label, value.replaceAll("\u00a0", " ")])).toEqual([
    ["Win rate", "0.69 [0.60, 0.74]"],
    ["KL", "2.24 nats ± 0.12"],
    ["Finished", "100 %"],
    ["Prompts", "40"],
    ["something new", "0.13"],
  ]);
});
