import { expect, test } from "vitest";
import { ending, type EndedCycle, type Learner, origin, type Policies, type Policy, spoken, statusLine } from "../src/learner";

const IDLE: Learner = {
  state: "idle",
  cycle: null,
  queued: false,
  due: false,
  votes_since_last: 3,
  serving: { live: 1, canary: null },
  schedule: { on: true, after: 50 },
  last: null,
};
const at = (stage: string, progress: number | null, stopping: string | null = null): Learner => ({
  ...IDLE,
  state: "running",
  cycle: { id: "cycle-000001", stage, progress, stopping },
});
const ended = (outcome: EndedCycle["outcome"], reason: string | null, version: number | null = null): EndedCycle => ({
  id: "cycle-000001",
  outcome,
  reason,
  version,
});
const withVersion = (state: Policy["state"]): Policies => ({
  live: state === "live" ? 2 : 1,
  previous: 0,
  canary: null,
  policies: [
    { version: 1, state: "retired", votes: 12 },
    { version: 2, state, votes: 1 },
  ],
});

test.each<[string, Partial<Learner>, string]>([
  ["votes are counted towards the next cycle", {}, "3 of 50 new votes"],
  ["one vote may be enough", { votes_since_last: 0, schedule: { on: true, after: 1 } }, "0 of 1 new vote"],
  ["without a schedule they are only counted", { votes_since_last: 1, schedule: { on: false, after: 50 } }, "1 new vote"],
  ["enough votes begin a cycle", { votes_since_last: 50, due: true }, "Learning begins soon"],
  ["but not without a schedule", { due: true, schedule: { on: false, after: 2 } }, "3 new votes"],
  ["unless somebody asked for it", { queued: true, schedule: { on: false, after: 2 } }, "Learning begins soon"],
  ["a pause is said", { state: "paused", due: true }, "Learning is paused · 3 new votes"],
])("%s", (_, change, line) => {
  expect(statusLine({ ...IDLE, ...change }, null)).toBe(line);
});

test("a running cycle shows its stage and how much of it is done, rounded down", () => {
  expect(statusLine(at("ppo", 0.999), null)).toBe("Improving the policy · 99\u00a0%");
  expect(statusLine(at("collect", null), null)).toBe("Reading the votes");
  expect(statusLine(at("<b>own</b>", 0), null)).toBe("Learning: <b>own</b> · 0\u00a0%");
  expect(statusLine(at("ppo", 0.5, "cancel"), null)).toBe("Learning is being stopped");
});

test("what is read out has no numbers that change all the time", () => {
  expect(spoken(at("ppo", 0.25), null)).toBe("Improving the policy");
  expect(spoken(IDLE, null)).toBe("");
  expect(spoken({ ...IDLE, last: ended("failed", "the disk is full") }, null)).toBe("learning failed: the disk is full");
});

test("the end of the last cycle stands beside the votes for the next", () => {
  const last = ended("stopped", "too few votes: 7 of at least 10");
  expect(statusLine({ ...IDLE, last }, null)).toBe(
    "3 of 50 new votes · learning stopped: too few votes: 7 of at least 10",
  );
});

test.each<[EndedCycle, string]>([
  [ended("rejected", "it is not better", 2), "the new version was rejected: it is not better"],
  [ended("cancelled", "cancelled by an operator"), "learning was cancelled"],
  [ended("failed", null), "learning failed"],
  [ended("promoted", "better", 2), "version 2 is live"],
  [ended("published", "better", 2), "version 2 waits to be promoted"],
])("an end in words: %o", (last, words) => {
  expect(ending(last, null)).toBe(words);
});

test.each<[Policy["state"], string]>([
  ["live", "version 2 is live"],
  ["canary", "version 2 is on trial"],
  ["rejected", "version 2 was rejected"],
  ["rolled_back", "version 2 was rolled back"],
  ["retired", "version 2 is no longer live"],
])("a version that was promoted and then %s is told as it is now", (state, words) => {
  expect(ending(ended("promoted", "better", 2), withVersion(state))).toBe(words);
});

test("a version is told by the votes it has learned from", () => {
  expect(origin(withVersion("live"))).toBe("It has learned from 1 vote.");
  expect(origin(withVersion("retired"))).toBe("It has learned from 12 votes.");
  expect(origin({ ...withVersion("retired"), live: 0 })).toBe("The base model, as it was before any vote.");
});
