/**
 * What is asked of two versions, and a first word on how their answers differ. Pure.
 */
import { noVersions } from "./loop";
import type { Loop, Versions } from "./types";

export interface Answer {
  readonly text: string;
  readonly state: "waiting" | "streaming" | "done";
  readonly failure: string | null;
}

/** A prompt a line; empty lines and repetitions are left out. */
export function promptsFrom(text: string): string[] {
  return [...new Set(text.split("\n").map((line) => line.trim()))].filter((line) => line !== "");
}

/** Nothing before both are whole. */
export function lengthNote(left: Answer, right: Answer): string {
  if (left.state !== "done" || right.state !== "done" || left.failure !== null || right.failure !== null) return "";
  if (left.text.trim() === right.text.trim()) return "the same";
  const before = left.text.length;
  if (before === 0) return "different";
  const change = Math.round((100 * (right.text.length - before)) / before);
  return change === 0 ? "as long" : `${Math.abs(change)}\u00a0% ${change > 0 ? "longer" : "shorter"}`;
}

/** Why nothing can be compared, and what to do; null where there are two versions. */
export function nothingToCompare(loop: Loop | null, versions: Versions | null): string | null {
  if (!versions) return noVersions(loop);
  if (versions.policies.length > 1) return null;
  return "There is only one version yet, so there is nothing to compare. Vote on replies until a cycle makes another one.";
}
