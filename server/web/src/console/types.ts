/**
 * What the server tells operators, as far as the console reads it: `/admin/learner`, `/admin/policies`
 * and `/admin/votes`. All of it is shown as text and numbers and no more.
 */
import type { EndedCycle, Learner, Policies, Policy, RunningCycle } from "../learner";

/** Values whose names only the learner knows. */
export type Told = Readonly<Record<string, unknown>>;

export interface Loop extends Learner {
  readonly cycle: CurrentCycle | null;
  /** Why this server can never learn, if so. */
  readonly unable: string | null;
  readonly votes: number;
  readonly schedule: Schedule;
  readonly last: (Omit<Cycle, "metrics"> & EndedCycle) | null;
  /** A cycle that was paused or interrupted, to be gone on with. */
  readonly unfinished: string | null;
  readonly promotion: "immediate" | "canary";
  readonly lease: { readonly holder: string } | null;
}

export interface Schedule {
  readonly on: boolean;
  readonly after: number;
  /** Seconds after which one new vote is enough; null for never. */
  readonly every: number | null;
  /** Unix seconds that failures in a row ask to wait for. */
  readonly not_before: number | null;
}

export interface CurrentCycle extends RunningCycle {
  readonly by: string;
  readonly started: number;
  readonly attempts: number;
  readonly done: number;
  readonly total: number | null;
  readonly metrics: Told;
  readonly message: string | null;
}

export interface Cycle extends Omit<EndedCycle, "outcome"> {
  readonly outcome: EndedCycle["outcome"] | "running" | "paused" | "interrupted";
  readonly by: string;
  readonly started: number;
  readonly ended: number | null;
  readonly attempts: number;
  readonly waits: boolean;
  readonly metrics: Told;
}

/** One report of a cycle's course. */
export interface Point {
  readonly stage: string;
  readonly done: number;
  readonly metrics: Told;
  readonly at: number;
}

export interface Versions extends Policies {
  readonly canary: { readonly version: number; readonly share: number; readonly since: number } | null;
  readonly base: { readonly model: string; readonly sha256: string };
  readonly policies: readonly Version[];
}

export interface Version extends Policy {
  readonly parent: number;
  /** Unix seconds. */
  readonly created: number;
  readonly method: "ppo" | "sft" | "base";
  readonly reason: string | null;
  readonly pruned: boolean;
}

export interface Manifest extends Omit<Version, "votes"> {
  readonly votes: readonly string[];
  readonly config: Told;
  readonly reward_model: RewardReport | null;
  readonly metrics: Told;
  readonly gate: GateVerdict | null;
  readonly evidence: Trial | null;
  readonly times: Readonly<Record<string, number>>;
  readonly history: readonly { readonly at: number; readonly reason: string; readonly by: string }[];
}

export interface RewardReport {
  readonly pairs: number;
  readonly thumbs: number;
  readonly raters: number;
  readonly accuracy: number;
  readonly low: number;
  readonly high: number;
  readonly margin: number;
  readonly calibration_error: number;
  readonly length_accuracy: number;
  readonly reason: string;
}

export interface GateVerdict {
  readonly passed: boolean;
  readonly reasons: readonly string[];
  readonly measurements: Readonly<Record<string, number>>;
}

/** What people's votes say of a version on trial; some fields come only once votes were read. */
export interface Trial {
  readonly against?: number;
  readonly since?: number;
  readonly decision?: "continue" | "promote" | "rollback" | "undecided";
  readonly reason?: string;
  readonly counts?: Readonly<Record<string, number>>;
  readonly p_better?: number;
  readonly p_worse?: number;
  readonly p_inferior?: number;
}

/** One iteration of PPO, with the update that followed it. */
export interface Iteration {
  readonly iteration: number;
  readonly score: number;
  readonly kl: number;
  readonly entropy: number;
  readonly length: number;
  readonly update: { readonly clip_share?: number; readonly ratio_std?: number } | null;
}

export interface VoteSummary {
  readonly counted: number;
  /** Whether older votes were left out. */
  readonly truncated: boolean;
  readonly versions: readonly VersionVotes[];
  /** Seconds that one entry of `times` stands for. */
  readonly step: number;
  readonly times: readonly { readonly at: number; readonly up: number; readonly down: number; readonly choices: number }[];
  readonly reasons: readonly { readonly reason: string; readonly up: number; readonly down: number }[];
  readonly raters: readonly RaterVotes[];
  /** How many there are, those included that are not named. */
  readonly all_raters: number;
}

export interface VersionVotes {
  readonly version: number;
  readonly up: number;
  readonly down: number;
  readonly won: number;
  readonly lost: number;
  readonly undecided: number;
}

export interface RaterVotes {
  readonly rater: string;
  readonly up: number;
  readonly down: number;
  readonly choices: number;
  /** Unix seconds. */
  readonly last: number;
}

export interface JudgedReply {
  readonly completion_id: string;
  readonly policy_version: number | null;
  /** Null where the content was deleted or never kept. */
  readonly text: string | null;
}

export interface Judgement {
  readonly id: string;
  readonly object: "feedback" | "preference";
  readonly created: number;
  readonly user: string;
  readonly comment: string | null;
  readonly rating?: "up" | "down";
  readonly reasons?: readonly string[];
  readonly correction?: string | null;
  readonly outcome?: { readonly chosen: string } | { readonly ranking: readonly (readonly string[])[] } | "tie" | "both_bad";
  readonly prompt: string | null;
  readonly replies: readonly JudgedReply[];
  /** What a cycle's reward model thinks that did not see it; null where it was not asked. */
  readonly opinion?: { readonly cycle: string; readonly score: number; readonly margin: number } | null;
}

export interface Judgements {
  readonly data: readonly Judgement[];
  readonly last_id: string | null;
  readonly has_more: boolean;
}

/** A message as it was sent. */
export interface ContextMessage {
  readonly role: string;
  readonly content?: unknown;
  readonly tool_calls?: readonly { readonly function?: { readonly name?: string; readonly arguments?: string } }[];
}

/** A vote or a choice with what has become of it. */
interface Cast {
  readonly id: string;
  readonly created: number;
  readonly user: string;
  readonly comment: string | null;
  readonly standing: "standing" | "superseded" | "retracted";
}

export interface CastVote extends Cast {
  readonly rating: "up" | "down";
  readonly reasons: readonly string[];
  readonly correction: string | null;
}

export interface Choice extends Cast {
  readonly completion_ids: readonly string[];
  readonly outcome: NonNullable<Judgement["outcome"]>;
}

/** The newest of something, and whether there are more. */
interface Newest<Item> {
  readonly data: readonly Item[];
  readonly has_more: boolean;
}

export interface ReplyInContext {
  readonly id: string;
  readonly model: string;
  readonly policy_version: number;
  readonly created: number;
  readonly status: "running" | "completed" | "interrupted" | "failed";
  readonly messages: readonly ContextMessage[];
  /** Null while it is written, and where no content is kept. */
  readonly message: ContextMessage | null;
  readonly siblings: Newest<{
    readonly completion_id: string;
    readonly policy_version: number;
    readonly message: ContextMessage;
  }>;
  readonly votes: Newest<CastVote>;
  readonly preferences: Newest<Choice>;
}
