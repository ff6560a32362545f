/**
 * Which judged replies to look at, and in which order, as a query and in words. Pure.
 */
import { number } from "./format";
import type { Judgement } from "./types";

export type Kind = Judgement["object"];
export type Order = "newest" | "score" | "disagreement";

export interface Browse {
  readonly kind: Kind;
  /** A rating of thumbs or an outcome of choices; empty for all. */
  readonly said: string;
  readonly order: Order;
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

export const ORDERS: readonly (Option & { readonly value: Order })[] = [
  { value: "newest", label: "newest first" },
  { value: "score", label: "best score first" },
  { value: "disagreement", label: "most disagreement first" },
];

/** `after` is the last id of the page before. */
export function queryOf({ kind, said, order }: Browse, after: string | null): string {
  const filter = { ...(said !== "" && { [SAID[kind].name]: said }), ...(order !== "newest" && { order }) };
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

/** What stands above a list in another order than that of time. `first` is the first of it. */
export function orderNote(order: Order, first: Judgement | undefined): string | null {
  if (order === "newest" || !first) return null;
  if (!first.opinion) {
    return "No cycle has scored these yet, so the newest stand first. “Learn now” on the loop begins a cycle.";
  }
  return (
    `Scores are from the reward model of ${first.opinion.cycle}, each from a model that did not see the vote. ` +
    "Votes without one come last, newest first: ties, those kept for the gate, those cast since, and, " +
    "from 500 votes on, all but the tenth that measures the model."
  );
}

/** What the reward model thinks, as a badge; null where it was not asked. */
export function opinionInWords({ object, opinion }: Judgement): { readonly text: string; readonly hint: string; readonly against: boolean } | null {
  if (!opinion) return null;
  const { score, margin, cycle } = opinion;
  const of = object === "feedback" ? "that the reply is good" : "that the reply which was chosen is better";
  const against = margin < 0;
  return {
    text: `score ${number(score)}${against ? ", disagrees" : ""}`,
    hint:
      `The reward model of ${cycle}, which did not see this vote: log odds ${of} are ${number(score)}, ` +
      `those of what was voted ${number(margin)}; below zero it disagrees`,
    against,
  };
}
