/**
 * The loop at a glance: what serves, what the learner does now, when it runs next, and its commands;
 * below, how the cycles before went.
 */
import { useState } from "preact/hooks";
import { type Failure, toFailure } from "../failure";
import { ending, percentage } from "../learner";
import type { Command } from "./admin";
import { Ask } from "./Ask";
import { CurrentCycleCard } from "./CurrentCycleCard";
import { CyclesCard } from "./CyclesCard";
import { Card, Empty, Figure, Problem } from "./Figures";
import { ago, counted, number } from "./format";
import { headline, nextRun, possible } from "./loop";
import { useLoop, useNow, useOperator } from "./operator";
import type { Loop, Versions } from "./types";

export function LoopPart() {
  const { loop, versions } = useLoop();
  if (!loop) return <Empty>Waiting for the server to say what it does.</Empty>;
  return (
    <>
      <Glance loop={loop} versions={versions} />
      {loop.cycle && <CurrentCycleCard key={loop.cycle.id} cycle={loop.cycle} />}
      <CyclesCard after={`${loop.last?.id} ${loop.last?.outcome} ${loop.state}`} />
    </>
  );
}

function Glance({ loop, versions }: { loop: Loop; versions: Versions | null }) {
  const now = useNow();
  const { live, canary } = loop.serving;
  const share = versions?.canary?.version === canary ? versions?.canary?.share : undefined;
  const missing = Math.max(loop.schedule.after - loop.votes_since_last, 0);
  return (
    <Card title="The loop" aside={<Commands loop={loop} />}>
      <dl class="figures large">
        <Figure
          label="Live"
          hint="The policy version that answers every request that names none; 0 is the base model"
          beside={live === 0 ? "the base model, before any vote" : <a href={`#versions/${live}`}>its evidence</a>}
        >
          version {live}
        </Figure>
        <Figure
          label="On trial"
          hint="A version that answers a share of the conversations until votes decide between it and the live one"
          beside={share === undefined ? "nothing on trial" : `${percentage(share)} of conversations`}
        >
          {canary === null ? "–" : <a href={`#versions/${canary}`}>version {canary}</a>}
        </Figure>
        <Figure
          label="New votes"
          hint="Votes and choices since the last cycle that can be learned from; with enough of them a cycle begins"
          beside={
            <>
              {loop.schedule.on && missing > 0 && (
                <meter
                  min={0}
                  max={loop.schedule.after}
                  value={loop.votes_since_last}
                  aria-label="Votes until the next cycle"
                />
              )}
              <span>{counted(loop.votes, "vote")} ever</span>
            </>
          }
        >
          {number(loop.votes_since_last)}
          {loop.schedule.on && <span class="of"> of {number(loop.schedule.after)}</span>}
        </Figure>
        <Figure label="Learner" hint="What the learner does now" beside={nextRun(loop, now)}>
          <span aria-live="polite">{headline(loop)}</span>
        </Figure>
      </dl>
      {loop.last && !loop.cycle && (
        <p class="plain-text">
          Last cycle, {ago(loop.last.ended ?? loop.last.started, now)}: {ending(loop.last, versions)}.
        </p>
      )}
      {!loop.last && !loop.cycle && (
        <Empty>
          Nothing has been learned yet. <a href="/">Chat</a> and vote on replies, or send simulated users with{" "}
          <code>attune simulate</code>.
        </Empty>
      )}
    </Card>
  );
}

const LABELS: Record<Exclude<Command, "cancel">, { label: string; hint: string }> = {
  run: { label: "Learn now", hint: "Begin a cycle whatever the number of votes" },
  pause: { label: "Pause", hint: "Begin no cycle; one that runs stops with its work kept" },
  resume: { label: "Resume", hint: "Learn again; a paused cycle goes on where it was" },
};

function Commands({ loop }: { loop: Loop }) {
  const { admin } = useOperator();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);

  async function give(command: Command): Promise<void> {
    if (busy) return;
    setBusy(true);
    await admin.command(command).then(
      () => setFailure(null),
      (error: unknown) => setFailure(toFailure(error)),
    );
    setBusy(false);
  }

  const shown = loop.state === "paused" ? (["resume"] as const) : (["run", "pause"] as const);
  return (
    <div class="commands" role="group" aria-label="Steer the learner">
      {shown.map((command) => (
        <button
          // Pause and resume are one button, and it stays usable while it works: the keyboard's focus stays on it.
          key={command === "run" ? "run" : "hold"}
          class="plain"
          type="button"
          title={LABELS[command].hint}
          aria-disabled={busy}
          disabled={!possible(loop, command)}
          onClick={() => void give(command)}
        >
          {LABELS[command].label}
        </button>
      ))}
      {possible(loop, "cancel") && (
        <Ask
          label="Cancel cycle"
          verb="Cancel it"
          question="The cycle ends for good and its work is lost. What is served stays as it is, and the votes stay."
          act={() => admin.command("cancel")}
        />
      )}
      <Problem failure={failure} />
    </div>
  );
}
