/**
 * Votes as they are drawn and told. Pure.
 */
import type { Line } from "./Chart";
import type { Judgement, VoteSummary } from "./types";

/** Most stretches of time that a chart shows; older ones are left out. */
const MOST = 400;

/** Bars by stretches of time, those without votes among them, so that a pause looks like one. */
export function overTime(times: VoteSummary["times"], step: number): { x: number[]; lines: Line[] } {
  const last = times.at(-1)?.at ?? 0;
  const first = Math.max(times[0]?.at ?? 0, last - (MOST - 1) * step);
  const known = new Map(times.map((one) => [one.at, one]));
  const x = times.length === 0 ? [] : Array.from({ length: (last - first) / step + 1 }, (_, index) => first + index * step);
  const of = (name: "up" | "down" | "choices") => x.map((at) => known.get(at)?.[name] ?? 0);
  const [up, down, choices] = [of("up"), of("down"), of("choices")];
  // Bars stand on each other: what is drawn later covers the lower part of what was drawn before.
  const both = up.map((value, index) => value + down[index]!);
  const all = both.map((value, index) => value + choices[index]!);
  return {
    x,
    lines: [
      { name: "choices", colour: "--second", y: all, told: choices, bars: true },
      { name: "down", colour: "--danger", y: both, told: down, bars: true },
      { name: "up", colour: "--accent", y: up, told: up, bars: true },
    ],
  };
}

/** What somebody said, in a few words. */
export function verdictInWords({ rating, outcome, replies }: Judgement): string {
  if (rating !== undefined) return rating === "up" ? "good" : "bad";
  if (outcome === "tie") return "equally good";
  if (outcome === "both_bad") return "both bad";
  if (outcome && "chosen" in outcome) return `reply ${place(replies, outcome.chosen)} is better`;
  const order = outcome?.ranking.map((tied) => tied.map((name) => place(replies, name)).join(" = ")) ?? [];
  return `order: ${order.join(" > ")}`;
}

function place(replies: Judgement["replies"], name: string): number {
  return replies.findIndex(({ completion_id: id }) => id === name) + 1;
}
