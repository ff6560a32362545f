/** Numbers and times as people read them. */
import { expect, test } from "vitest";
import { ago, counted, day, duration, fine, interval, number, percent } from "../src/console/format";

test("numbers are short, and what is no number is a dash", () => {
  expect([1234.567, 0.5, 3, NaN, undefined, "7"].map((value) => number(value))).toEqual([
    "1,234.57",
    "0.5",
    "3",
    "–",
    "–",
    "–",
  ]);
  expect([percent(0.846), percent(0.0346, 1), percent(null)]).toEqual(["85\u00a0%", "3.5\u00a0%", "–"]);
  expect([fine(0.0384), fine(0.384), fine(-0.0012), fine(null)]).toEqual(["0.038", "0.38", "-0.001", "–"]);
  expect(interval(0.8467, 0.7173, 0.9232)).toBe("0.85 [0.72, 0.92]");
});

test("times have two units at most", () => {
  const shown = [0.0119, 5.34, 42, 59.7, 94, 232.4, 600, 1000, 3600, 5400, 3 * 86_400, -1].map((seconds) => duration(seconds));
  expect(shown.map((text) => text.replaceAll("\u00a0", " "))).toEqual([
    "12 ms",
    "5.3 s",
    "42 s",
    "1 min",
    "1 min 34 s",
    "3 min 52 s",
    "10 min",
    "17 min",
    "1 h",
    "1 h 30 min",
    "3 days",
    "–",
  ]);
  expect([ago(1000, 1030), ago(1000, 1154).replaceAll("\u00a0", " ")]).toEqual(["just now", "2 min ago"]);
  expect([counted(1, "vote"), counted(2000, "vote")]).toEqual(["1 vote", "2,000 votes"]);
});

test("a day is the server's, wherever the reader is", () => {
  const noon = 1_700_049_600; // 15 November 2023, 12:00 UTC
  const zone = process.env["TZ"];
  for (const elsewhere of ["America/Los_Angeles", "Pacific/Auckland"]) {
    process.env["TZ"] = elsewhere;
    expect(day(noon - 43_200)).toMatch(/15/);
  }
  if (zone === undefined) delete process.env["TZ"];
  else process.env["TZ"] = zone;
});
