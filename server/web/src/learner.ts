/**
 * What the server says of its learning, and the few words that the page has for it. Pure.
 *
 * The shapes are those of `GET /admin/learner` and `GET /admin/policies`, as far as the page reads
 * them. Stages, reasons and numbers come from whoever learns; they are shown as text and no more.
 */
export interface Learner {
  readonly state: "idle" | "running" | "paused";
  readonly cycle: RunningCycle | null;
  /** An operator has asked for a cycle that has not begun yet. */
  readonly queued: boolean;
  readonly due: boolean;
  readonly votes_since_last: number;
  /** The versions that answer now: behind the plain name, and on trial beside it. */
  readonly serving: { readonly live: number; readonly canary: number | null };
  /** Off: a cycle begins when somebody asks for one, or a learner elsewhere begins it. */
  readonly schedule: { readonly on: boolean; readonly after: number };
  /** The last cycle that ended for good. */
  readonly last: EndedCycle | null;
}

export interface RunningCycle {
  readonly id: string;
  readonly stage: string;
  /** From 0 to 1; null where the learner does not know how much is left of the stage. */
  readonly progress: number | null;
  /** Why it has been told to end, if it has. */
  readonly stopping: string | null;
}

export interface EndedCycle {
  readonly id: string;
  readonly outcome: "promoted" | "published" | "rejected" | "stopped" | "cancelled" | "failed";
  readonly reason: string | null;
  /** The policy version it published. */
  readonly version: number | null;
}

export interface Policies {
  readonly live: number;
  /** Where a rollback would go. */
  readonly previous: number | null;
  readonly canary: { readonly version: number; readonly share: number } | null;
  readonly policies: readonly Policy[];
}

export interface Policy {
  readonly version: number;
  readonly state: "candidate" | "canary" | "live" | "retired" | "rejected" | "rolled_back";
  /** How many it was trained on. */
  readonly votes: number;
}

const STAGES: ReadonlyMap<string, string> = new Map([
  ["starting", "Starting to learn"],
  ["collect", "Reading the votes"],
  ["reward model", "Training the reward model"],
  ["ppo", "Improving the policy"],
  ["judge model", "Training a second judge"],
  ["gate", "Testing the new version"],
  ["publish", "Publishing the new version"],
]);

const STATES: Readonly<Record<Policy["state"], string>> = {
  candidate: "waits to be promoted",
  canary: "is on trial",
  live: "is live",
  retired: "is no longer live",
  rejected: "was rejected",
  rolled_back: "was rolled back",
};

/** The line in the page's header. */
export function statusLine(learner: Learner, policies: Policies | null): string {
  const { cycle } = learner;
  if (cycle) return `${stageInWords(cycle)}${percent(cycle)}`;
  const ended = ending(learner.last, policies);
  return ended === null ? waiting(learner) : `${waiting(learner)} · ${ended}`;
}

/** For screen readers: what has begun or ended, without the numbers that change all the time. */
export function spoken(learner: Learner, policies: Policies | null): string {
  if (learner.cycle) return stageInWords(learner.cycle);
  return ending(learner.last, policies) ?? "";
}

/** How the last cycle ended, and what has become of its version since; null where there was none. */
export function ending(last: EndedCycle | null, policies: Policies | null): string | null {
  if (!last) return null;
  const why = last.reason ? `: ${last.reason}` : "";
  switch (last.outcome) {
    case "promoted":
    case "published": {
      const kept = policies?.policies.find((policy) => policy.version === last.version);
      const become = kept ? STATES[kept.state] : STATES[last.outcome === "promoted" ? "live" : "candidate"];
      return `version ${last.version} ${become}`;
    }
    case "rejected":
      return `the new version was rejected${why}`;
    case "cancelled":
      return "learning was cancelled";
    default:
      return `learning ${last.outcome}${why}`;
  }
}

/** What a version was made from. */
export function origin({ live, policies }: Policies): string {
  if (live === 0) return "The base model, as it was before any vote.";
  const votes = policies.find((policy) => policy.version === live)?.votes ?? 0;
  return `It has learned from ${counted(votes, "vote")}.`;
}

export function percentage(part: number): string {
  return `${Math.floor(part * 100)}\u00a0%`;
}

function stageInWords({ stage, stopping }: RunningCycle): string {
  if (stopping !== null) return "Learning is being stopped";
  return STAGES.get(stage) ?? `Learning: ${stage}`;
}

function percent({ progress, stopping }: RunningCycle): string {
  return progress === null || stopping !== null ? "" : ` · ${percentage(progress)}`;
}

function waiting({ state, queued, due, votes_since_last: votes, schedule }: Learner): string {
  if (state === "paused") return `Learning is paused · ${counted(votes, "new vote")}`;
  if (queued || (due && schedule.on)) return "Learning begins soon";
  return schedule.on ? `${votes} of ${counted(schedule.after, "new vote")}` : counted(votes, "new vote");
}

function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
