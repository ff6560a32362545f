/**
 * Which judged replies to look at: kind and what was said, as a query and in words. Pure.
 */
import type { Judgement } from "./types";

export type Kind = Judgement["object"];

export interface Browse {
  readonly kind: Kind;
  /** A rating of thumbs or an outcome of choices; empty for all. */
  readonly said: string;
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

export const KINDS: readonly { readonly kind: Kind; readonly label: string }[] = [
  { kind: "feedback", label: "Thumbs" },
  { kind: "preference", label: "Choices" },
];

/** The filter of each kind: the server's name for it, and what it may be. */
export const SAID: Readonly<Record<Kind, { readonly name: string; readonly options: readonly Option[] }>> = {
  feedback: {
    name: "rating",
    options: [
      { value: "", label: "up and down" },
      { value: "up", label: "up" },
      { value: "down", label: "down" },
    ],
  },
  preference: {
    name: "outcome",
    options: [
      { value: "", label: "all outcomes" },
      { value: "chosen", label: "one is better" },
      { value: "ranking", label: "an order" },
      { value: "tie", label: "equally good" },
      { value: "both_bad", label: "both bad" },
    ],
  },
};

/** `after` is the last id of the page before. */
export function queryOf({ kind, said }: Browse, after: string | null): string {
  const filter = said === "" ? {} : { [SAID[kind].name]: said };
  const from = after === null ? {} : { after };
  return new URLSearchParams({ kind, limit: "10", ...filter, ...from }).toString();
}

/** Why there is nothing, and what to do. */
export function nothingHere({ kind, said }: Browse): string {
  if (said !== "") return "Nobody has said that yet; look at all of them instead.";
  return kind === "feedback"
    ? "No thumbs yet: judge a reply with one on the chat page."
    : "No choices yet: ask for “Another reply” on the chat page, or let two be written, and choose.";
}
