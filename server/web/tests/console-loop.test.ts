/** Where the loop stands, in words, and what can be asked of it. */
import { describe, expect, test } from "vitest";
import { headline, nextRun, possible, stageIndex } from "../src/console/loop";
import type { CurrentCycle, Loop } from "../src/console/types";

const IDLE: Loop = {
  state: "idle",
  cycle: null,
  queued: false,
  due: false,
  votes: 40,
  votes_since_last: 12,
  serving: { live: 3, canary: null },
  schedule: { on: true, after: 30, every: null, not_before: null },
  last: null,
  unfinished: null,
  unable: null,
  promotion: "immediate",
  lease: null,
};
const CYCLE: CurrentCycle = {
  id: "cycle-000004",
  stage: "ppo",
  progress: 0.5,
  stopping: null,
  by: "schedule",
  started: 0,
  attempts: 1,
  done: 3,
  total: 6,
  metrics: {},
  message: null,
};

describe("when the next cycle begins", () => {
  test.each<[string, Partial<Loop>, string]>([
    ["votes are missing", {}, "After 18 more votes."],
    ["one is missing", { votes_since_last: 29 }, "After 1 more vote."],
    [
      "there is a longest time",
      { schedule: { ...IDLE.schedule, every: 86_400 } },
      "After 18 more votes, or 24\u00a0h after the last cycle, if anybody has voted.",
    ],
    ["there are enough", { votes_since_last: 30 }, "Soon: there are enough new votes."],
    ["one is asked for", { queued: true }, "In a moment."],
    [
      "the schedule is off",
      { schedule: { ...IDLE.schedule, on: false }, due: true },
      "When somebody asks: this server does not learn by itself.",
    ],
    ["it is paused", { state: "paused" }, "Not before somebody resumes learning."],
    ["it never can", { unable: "the model has no chat template" }, "Never: the model has no chat template."],
    ["one runs", { state: "running", cycle: CYCLE }, "After this cycle, once there are enough new votes."],
  ])("%s", (_, change, words) => {
    expect(nextRun({ ...IDLE, ...change }, 1000)).toBe(words);
  });

  test("a failure makes it wait, until that is over", () => {
    const failed = { ...IDLE, schedule: { ...IDLE.schedule, not_before: 2000 } };
    expect(nextRun(failed, 1000)).toContain("It failed last time, so not before");
    expect(nextRun(failed, 2001)).toBe("After 18 more votes.");
  });
});

test("what can be asked follows from what it does", () => {
  const commands = (loop: Loop) => (["run", "pause", "resume", "cancel"] as const).filter((one) => possible(loop, one));
  expect(commands(IDLE)).toEqual(["run", "pause"]);
  expect(commands({ ...IDLE, state: "running", cycle: CYCLE })).toEqual(["pause", "cancel"]);
  expect(commands({ ...IDLE, state: "paused" })).toEqual(["resume"]);
  expect(commands({ ...IDLE, state: "paused", unfinished: "cycle-000004" })).toEqual(["resume", "cancel"]);
  expect(commands({ ...IDLE, unable: "no" })).toEqual(["pause"]);
  expect(commands({ ...IDLE, state: "running", cycle: { ...CYCLE, stopping: "cancel" } })).toEqual(["pause"]);
});

test("a learner's own stages come before all known ones", () => {
  expect([stageIndex("collect"), stageIndex("publish"), stageIndex("starting")]).toEqual([0, 5, -1]);
  expect(headline({ ...IDLE, cycle: { ...CYCLE, stopping: "pause" } })).toBe("Is being stopped");
});
