/**
 * What was measured of a version, or of a cycle that made none: one shape for both, and the words for
 * each number. Pure. The learner's records are read with care, because later ones may have more or
 * less than these names.
 */
import { duration, interval, number, percent } from "./format";
import type { Cycle, GateVerdict, Iteration, Manifest, Point, RewardReport } from "./types";

export interface Evidence {
  readonly reward: RewardReport | null;
  readonly curves: readonly Curve[];
  /** The iteration whose policy was kept. */
  readonly kept: number | null;
  /** Why PPO ended early, if it did. */
  readonly alarm: string | null;
  readonly gate: GateVerdict | null;
}

export interface Curve {
  readonly name: string;
  readonly unit: string;
  readonly hint: string;
  readonly x: readonly number[];
  readonly y: readonly (number | null)[];
  /** A bound that it may not pass. */
  readonly bound: number | null;
}

interface Ppo {
  readonly iteration?: number;
  readonly history?: readonly Iteration[];
  readonly alarm?: { readonly reason: string } | null;
  readonly kl_budget?: number;
}

interface Kind {
  readonly name: string;
  readonly unit: string;
  readonly hint: string;
  readonly of: (one: Iteration) => number | undefined;
}

const KINDS: readonly Kind[] = [
  {
    name: "Reward",
    unit: "score",
    hint: "Mean score of the policy's replies from the reward model, in standard deviations of version 0's replies",
    of: (one) => one.score,
  },
  {
    name: "KL",
    unit: "nats a reply",
    hint: "How far the policy is from version 0; the dashed line is the budget that it may not pass",
    of: (one) => one.kl,
  },
  {
    name: "Entropy",
    unit: "nats a token",
    hint: "How undecided the policy is about the next token; a fall to near nothing means that replies collapse into one",
    of: (one) => one.entropy,
  },
  { name: "Length", unit: "tokens", hint: "Mean tokens of a reply", of: (one) => one.length },
  {
    name: "Clip share",
    unit: "of tokens",
    hint: "Share of tokens whose probability moved as far as one update may move it",
    of: (one) => one.update?.clip_share,
  },
  {
    name: "Ratio spread",
    unit: "std",
    hint:
      "Standard deviation over tokens of the importance ratio: how much likelier the policy in training finds a token " +
      "than the one that sampled it; the wider, the less its replies still say",
    of: (one) => one.update?.ratio_std,
  },
];

export function evidenceOfVersion(manifest: Manifest): Evidence {
  const ppo = { history: [], ...manifest.metrics } as Ppo;
  return evidence(manifest.reward_model, ppo, manifest.gate);
}

export function evidenceOfCycle({ metrics }: Cycle): Evidence {
  const { reward_model: reward, ppo, gate } = metrics as { reward_model?: RewardReport; ppo?: Ppo; gate?: GateVerdict };
  return evidence(reward ?? null, ppo ?? {}, gate ?? null);
}

/** The curves of a cycle that runs, from its reports. */
export function liveCurves(trail: readonly Point[]): Curve[] {
  const history = trail
    .filter(({ stage, metrics }) => stage === "ppo" && typeof metrics["score"] === "number")
    .map(({ metrics }) => ({ ...metrics, update: metrics }) as unknown as Iteration);
  const budget = trail.findLast(({ metrics }) => typeof metrics["kl_budget"] === "number");
  return curves(history, (budget?.metrics as Ppo | undefined)?.kl_budget);
}

export function isBare({ reward, curves, gate, alarm }: Evidence): boolean {
  return reward === null && curves.length === 0 && gate === null && alarm === null;
}

function evidence(reward: RewardReport | null, ppo: Ppo, gate: GateVerdict | null): Evidence {
  return {
    reward,
    gate,
    curves: curves(ppo.history ?? [], ppo.kl_budget),
    kept: ppo.iteration ?? null,
    alarm: ppo.alarm?.reason ?? null,
  };
}

/** Curves with at least one number; a supervised start has none of PPO's. */
function curves(history: readonly Iteration[], budget: number | undefined): Curve[] {
  return KINDS.map(({ of, ...kind }) => ({
    ...kind,
    x: history.map((one) => one.iteration),
    y: history.map((one) => of(one) ?? null),
    bound: (kind.name === "KL" && budget) || null,
  })).filter(({ y }) => y.some((value) => value !== null));
}

interface Measure {
  readonly label: string;
  readonly hint: string;
  readonly show: (value: number) => string;
}

/** The gate's measurements in the order people ask for them. */
const MEASURES: Readonly<Record<string, Measure>> = {
  win_rate: {
    label: "Win rate",
    hint: "Share of gate prompts' replies that the judge prefers to the champion's; a half is no better",
    show: (value) => number(value),
  },
  advantage_at_equal_length: {
    label: "Advantage at equal length",
    hint: "How much higher the judge scores it, once the difference in length is taken out",
    show: (value) => number(value),
  },
  kl: { label: "KL", hint: "How far it is from version 0, nats a reply", show: (value) => `${number(value)} nats` },
  length_ratio: {
    label: "Length",
    hint: "How long its replies are against the champion's",
    show: (value) => `${number(value)} ×`,
  },
  tokens: { label: "Tokens a reply", hint: "Mean tokens of its replies", show: (value) => number(value, 1) },
  repetition: {
    label: "Repetition",
    hint: "Share of sequences of four tokens that repeat within a reply",
    show: (value) => percent(value, 1),
  },
  finished: {
    label: "Finished",
    hint: "Share of replies that ended by themselves and not at the limit",
    show: (value) => percent(value),
  },
  perplexity_ratio: {
    label: "Perplexity",
    hint: "Of known conversations, against the champion's; much above 1 is forgetting",
    show: (value) => `${number(value)} ×`,
  },
  competence: {
    label: "Competence",
    hint: "Points of 100 on held-out checks of what the model could do before",
    show: (value) => number(value, 1),
  },
  competence_drop: {
    label: "Competence lost",
    hint: "Points of 100 that it lost against the champion; below zero it gained",
    show: (value) => number(value, 1),
  },
  held_out_perplexity_before: {
    label: "Perplexity before",
    hint: "Of held-out demonstrations, before the supervised start",
    show: (value) => number(value),
  },
  held_out_perplexity: {
    label: "Perplexity after",
    hint: "Of held-out demonstrations, after the supervised start",
    show: (value) => number(value),
  },
  prompts: { label: "Prompts", hint: "Prompts on which the two were compared", show: (value) => number(value, 0) },
  replies: { label: "Replies", hint: "Replies of each to those prompts", show: (value) => number(value, 0) },
};
const PARTS_OF_OTHERS = /_(low|high|error|rise)$|^finished_drop$/;

export interface Measured {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
}

/** What the gate measured, in words; a name that is unknown here is shown as it is. */
export function measured(measurements: Readonly<Record<string, number>>): Measured[] {
  const known = Object.entries(MEASURES).filter(([name]) => name in measurements);
  const rest = Object.keys(measurements).filter((name) => !(name in MEASURES) && !PARTS_OF_OTHERS.test(name));
  return [
    ...known.map(([name, { label, hint, show }]) => ({
      label,
      hint,
      value: withRange(measurements, name, show),
    })),
    ...rest.map((name) => ({ label: name.replaceAll("_", " "), hint: name, value: number(measurements[name]) })),
  ];
}

function withRange(all: Readonly<Record<string, number>>, name: string, show: Measure["show"]): string {
  const value = all[name]!;
  const low = all[`${name}_low`];
  const high = all[`${name}_high`];
  const error = all[`${name}_error`];
  if (low !== undefined && high !== undefined) return interval(value, low, high);
  if (low !== undefined) return `${show(value)} (at least ${number(low)})`;
  return error === undefined ? show(value) : `${show(value)} ± ${number(error)}`;
}

/** Seconds by stage, in the order in which a cycle goes through them. */
export function stageTimes(times: Readonly<Record<string, number>>): string {
  return Object.entries(times)
    .map(([stage, seconds]) => `${stage} ${duration(seconds)}`)
    .join(", ");
}
