/** Votes as they are drawn and told. */
import { expect, test } from "vitest";
import type { Judgement } from "../src/console/types";
import { overTime, verdictInWords } from "../src/console/votes";

test("bars stand on each other, and a pause is a gap", () => {
  const times = [
    { at: 3600, up: 2, down: 1, choices: 4 },
    { at: 10_800, up: 0, down: 3, choices: 0 },
  ];
  const { x, lines } = overTime(times, 3600);
  expect(x).toEqual([3600, 7200, 10_800]);
  expect(lines.map(({ name, y, told }) => [name, y, told])).toEqual([
    ["choices", [7, 0, 3], [4, 0, 0]],
    ["down", [3, 0, 3], [1, 0, 3]],
    ["up", [2, 0, 0], [2, 0, 0]],
  ]);
  expect(overTime([], 3600).x).toEqual([]);
});

test("years of days are cut to what can be seen", () => {
  const day = (at: number) => ({ at: at * 86_400, up: 1, down: 0, choices: 0 });
  const { x } = overTime([day(0), day(1000)], 86_400);
  expect([x.length, x[0], x.at(-1)]).toEqual([400, 601 * 86_400, 1000 * 86_400]);
});

test("what was said is told in a few words", () => {
  const replies = ["a", "b", "c"].map((id) => ({ completion_id: id, policy_version: 1, text: id }));
  const said = (told: Partial<Judgement>) => verdictInWords({ replies, ...told } as Judgement);
  expect([said({ rating: "up" }), said({ rating: "down" })]).toEqual(["good", "bad"]);
  expect([said({ outcome: "tie" }), said({ outcome: "both_bad" })]).toEqual(["equally good", "both bad"]);
  expect(said({ outcome: { chosen: "b" } })).toBe("reply 2 is better");
  expect(said({ outcome: { ranking: [["c"], ["a", "b"]] } })).toBe("order: 3 > 1 = 2");
});
