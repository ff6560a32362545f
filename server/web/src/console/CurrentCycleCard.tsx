/**
 * The cycle that runs: its stages, how far the present one is, and PPO's numbers as they come.
 */
import { ago, number } from "./format";
import { Card } from "./Figures";
import { STAGES, stageIndex } from "./loop";
import { useLoaded, useNow, useOperator } from "./operator";
import { liveCurves } from "./evidence";
import { Curves } from "./Curves";
import type { CurrentCycle } from "./types";

export function CurrentCycleCard({ cycle }: { cycle: CurrentCycle }) {
  const now = useNow();
  const { admin } = useOperator();
  const trail = useLoaded(() => admin.trail(cycle.id), `${cycle.stage} ${cycle.stage === "ppo" ? cycle.done : ""}`);
  const present = stageIndex(cycle.stage);
  const curves = liveCurves(trail.value ?? []);
  return (
    <Card title={`Now: ${cycle.id}`} aside={<span class="soft">began {ago(cycle.started, now)}</span>}>
      <ol class="stages">
        {STAGES.map(({ name, label, hint }, index) => (
          <li
            key={name}
            title={hint}
            class={index < present ? "done" : ""}
            {...(index === present ? { "aria-current": "step" as const } : {})}
          >
            {label}
          </li>
        ))}
      </ol>
      <progress
        class="stage-progress"
        aria-label="Progress of the stage"
        {...(cycle.progress === null ? {} : { value: cycle.progress })}
      />
      <p class="plain-text soft">
        {present < 0 ? cycle.stage : STAGES[present]!.hint}
        {cycle.total !== null && cycle.total > 1 && (
          <span title="Steps of this stage that are done, and how many it has at most; one of PPO is an iteration">
            {`: ${number(cycle.done, 0)} of ${number(cycle.total, 0)}`}
          </span>
        )}
        {cycle.attempts > 1 && (
          <span title="How often a learner has begun on this cycle; after a pause or a death it goes on from its saved work">
            {`; attempt ${cycle.attempts}`}
          </span>
        )}
        {cycle.message !== null && ` (${cycle.message})`}
      </p>
      <Curves curves={curves} />
    </Card>
  );
}
