/**
 * The operator's routes, over the chat page's client: same key, same failures.
 */
import type { Api } from "../api";
import { type Browse, queryOf } from "./browsing";
import type { Cycle, Judgements, Loop, Manifest, Point, ReplyInContext, Versions, VoteSummary } from "./types";

export type ExportKind = "preference" | "unpaired" | "prompts";
export type Command = "run" | "pause" | "resume" | "cancel";

export class Admin {
  constructor(private readonly api: Api) {}

  learner(): Promise<Loop> {
    return this.get("/admin/learner");
  }

  async command(command: Command): Promise<void> {
    await this.api.call("POST", `/admin/learner/${command}`);
  }

  /** Past cycles, the newest first. */
  async cycles(limit: number): Promise<readonly Cycle[]> {
    return (await this.get<{ data: Cycle[] }>(`/admin/learner/cycles?limit=${limit}`)).data;
  }

  /** What a cycle has reported so far, oldest first. */
  async trail(cycle: string): Promise<readonly Point[]> {
    return (await this.get<{ trail: Point[] }>(`/admin/learner/cycles/${encodeURIComponent(cycle)}`)).trail;
  }

  versions(): Promise<Versions> {
    return this.get("/admin/policies");
  }

  version(version: number): Promise<Manifest> {
    return this.get(`/admin/policies/${version}`);
  }

  async promote(version: number, reason: string): Promise<void> {
    await this.api.call("POST", `/admin/policies/${version}/promote`, because(reason));
  }

  async rollback(reason: string): Promise<void> {
    await this.api.call("POST", "/admin/policies/rollback", because(reason));
  }

  /** Puts a version on trial, or changes the share of the one that is. */
  async setTrial(version: number, share: number): Promise<void> {
    await this.api.call("PUT", "/admin/policies/canary", { version, share });
  }

  async endTrial(): Promise<void> {
    await this.api.call("DELETE", "/admin/policies/canary");
  }

  votes(): Promise<VoteSummary> {
    return this.get("/admin/votes/summary");
  }

  /** Judged replies, page by page. */
  judgements(browse: Browse, after: string | null): Promise<Judgements> {
    return this.get(`/admin/votes?${queryOf(browse, after)}`);
  }

  /** One reply with its conversation and what was said of it. */
  reply(name: string): Promise<ReplyInContext> {
    return this.get(`/admin/replies/${encodeURIComponent(name)}`);
  }

  /** Judgements as JSON lines for trainers. */
  async votesFile(kind: ExportKind): Promise<Blob> {
    return (await this.api.call("GET", `/admin/votes/export?kind=${kind}`)).blob();
  }

  async metrics(): Promise<string> {
    return (await this.api.call("GET", "/metrics")).text();
  }

  private async get<T>(path: string): Promise<T> {
    return (await (await this.api.call("GET", path)).json()) as T;
  }
}

function because(reason: string): object {
  return reason === "" ? {} : { reason };
}
