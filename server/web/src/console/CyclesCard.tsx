/**
 * The cycles before, the newest first: how each ended, why, and what it measured, also where no version came of it.
 */
import { useState } from "preact/hooks";
import { EvidenceView } from "./EvidenceView";
import { evidenceOfCycle } from "./evidence";
import { Card, Empty, Problem } from "./Figures";
import { dateTime, duration } from "./format";
import { useLoaded, useOperator } from "./operator";
import type { Cycle } from "./types";

const PAGE = 50;
/** One is asked for beyond those shown, and the server gives 1,000 at once. */
const MOST = 950;

/** Loaded again when `after` changes. */
export function CyclesCard({ after }: { after: string }) {
  const { admin } = useOperator();
  const [shown, setShown] = useState(PAGE);
  const load = async () => ({ found: await admin.cycles(shown + 1), asked: shown });
  const { value, failure } = useLoaded(load, `${after} ${shown}`);
  const more = value !== null && value.found.length > value.asked;
  const past = value?.found.slice(0, value.asked).filter(({ outcome }) => outcome !== "running");
  return (
    <Card title="Past cycles">
      <Problem failure={failure} />
      {past?.length === 0 && (
        <Empty>No cycle has ended yet. One begins by itself after enough votes, or with “Learn now”.</Empty>
      )}
      <ul class="cycles">
        {past?.map((cycle) => (
          <li key={cycle.id}>
            <CycleRow cycle={cycle} />
          </li>
        ))}
      </ul>
      {more && shown < MOST && (
        <button class="plain" type="button" onClick={() => setShown(shown + PAGE)}>
          Older ones
        </button>
      )}
      {more && shown >= MOST && (
        <Empty>
          The newest {MOST} are shown. Ask <code>GET /admin/learner/cycles</code> for the ones before.
        </Empty>
      )}
    </Card>
  );
}

function CycleRow({ cycle }: { cycle: Cycle }) {
  const [open, setOpen] = useState(false);
  const took = cycle.ended === null ? null : duration(cycle.ended - cycle.started);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span class={`badge ${cycle.outcome}`}>{cycle.outcome}</span>
        <span class="cycle-name">{cycle.id}</span>
        <span class="cycle-reason">{cycle.reason ?? ""}</span>
        <span class="soft cycle-when" title={`Began ${dateTime(cycle.started)}, by ${cycle.by}`}>
          {dateTime(cycle.started)}
          {took !== null && `, ${took}`}
        </span>
      </summary>
      {open && (
        <div class="cycle-body">
          {cycle.version !== null && (
            <p class="plain-text">
              It published <a href={`#versions/${cycle.version}`}>version {cycle.version}</a>
              {cycle.waits && ", which waits for the trial before it to end"}.
            </p>
          )}
          <EvidenceView evidence={evidenceOfCycle(cycle)} />
        </div>
      )}
    </details>
  );
}
