/**
 * Whether a version can be asked to serve. Pure.
 */
import type { Version } from "./types";

/** Why a version cannot serve; null where it can. */
export function whyUnable({ pruned, state }: Version): string | null {
  if (pruned) return "Its weights were removed to save space; it cannot serve again.";
  if (state === "rejected") return "It could not be loaded and proved when it was handed in, so it cannot serve.";
  return null;
}
