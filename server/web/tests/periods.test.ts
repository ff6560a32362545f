import { expect, test } from "vitest";
import { byPeriod } from "../src/periods";

const NOON = new Date(2026, 2, 15, 12).getTime();
const at = (day: number, hour: number, minute = 0) => new Date(2026, 2, day, hour, minute).getTime();
const named = (...times: number[]) =>
  byPeriod(
    times.map((updated) => ({ id: String(updated), title: "", updated, busy: false })),
    NOON,
  ).map(({ name, entries }) => [name, entries.length]);

test("days are the reader's own, from midnight to midnight", () => {
  expect(named(at(15, 11), at(15, 0), at(14, 23, 59), at(14, 0), at(13, 23, 59))).toEqual([
    ["Today", 2],
    ["Yesterday", 2],
    ["Last 7 days", 1],
  ]);
});

test("what is older stands under longer headings, and a clock that went back hides nothing", () => {
  expect(named(at(16, 9), at(8, 0), at(7, 23), at(-12, 0), at(-20, 0))).toEqual([
    ["Today", 1],
    ["Last 7 days", 1],
    ["Last 30 days", 2],
    ["Older", 1],
  ]);
});
