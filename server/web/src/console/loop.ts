/**
 * The words for where the loop stands: what the learner does, when it runs next, what can be asked of
 * it now. Pure.
 */
import type { Command } from "./admin";
import { clock, counted, duration } from "./format";
import type { Loop } from "./types";

/** The stages of a cycle in their order, by the learner's names. */
export const STAGES = [
  { name: "collect", label: "Votes", hint: "Reads every vote from one snapshot" },
  { name: "reward model", label: "Reward model", hint: "Learns from the votes what people prefer, and measures how surely" },
  { name: "judge model", label: "Judge", hint: "Trains a second reward model of fewer votes, which the gate uses" },
  { name: "ppo", label: "PPO", hint: "Improves the live version against the reward model, near to version 0" },
  { name: "gate", label: "Gate", hint: "Compares candidate and live version on prompts that PPO never saw" },
  { name: "publish", label: "Publish", hint: "Hands the version in; it is probed and put into service" },
] as const;

/** The place of a stage in `STAGES`; -1 before the first. */
export function stageIndex(stage: string): number {
  return STAGES.findIndex(({ name }) => name === stage);
}

export function headline(loop: Loop): string {
  if (loop.unable !== null) return "Cannot learn";
  if (loop.cycle?.stopping) return "Is being stopped";
  if (loop.cycle) return "Learning";
  return loop.state === "paused" ? "Paused" : "Waiting";
}

/** When the next cycle begins, and what it waits for. `now` is in Unix seconds. */
export function nextRun(loop: Loop, now: number): string {
  const { schedule, votes_since_last: votes } = loop;
  if (loop.unable !== null) return `Never: ${loop.unable}.`;
  if (loop.cycle) return "After this cycle, once there are enough new votes.";
  if (loop.state === "paused") return "Not before somebody resumes learning.";
  if (loop.queued || (loop.due && schedule.on)) return "In a moment.";
  if (!schedule.on) return "When somebody asks: this server does not learn by itself.";
  const wait = schedule.not_before !== null && schedule.not_before > now;
  const later = wait ? ` It failed last time, so not before ${clock(schedule.not_before!)}.` : "";
  if (votes >= schedule.after) return `Soon: there are enough new votes.${later}`;
  const timed = schedule.every === null ? "" : `, or ${duration(schedule.every)} after the last cycle, if anybody has voted`;
  return `After ${counted(schedule.after - votes, "more vote")}${timed}.${later}`;
}

/** Where there are no versions to show: why, and what to do. They are asked for once the server has told of the loop. */
export function noVersions(loop: Loop | null): string {
  if (!loop?.unable) return "Waiting for the server to say what it has.";
  return `This server has no versions: ${loop.unable}. Start it with adapters, which is the default, to have some.`;
}

/** Whether the server would take a command now; it has the last word. */
export function possible(loop: Loop, command: Command): boolean {
  const running = loop.cycle !== null;
  switch (command) {
    case "run":
      return !running && !loop.queued && loop.state !== "paused" && loop.unable === null;
    case "pause":
      return loop.state !== "paused";
    case "resume":
      return loop.state === "paused";
    case "cancel":
      return (running && loop.cycle?.stopping !== "cancel") || loop.unfinished !== null;
  }
}
