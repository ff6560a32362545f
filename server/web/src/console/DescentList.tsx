/**
 * The line of descent: a row for each version, with its place in the lines drawn beside it.
 */
import { descent, type Row } from "./descent";
import { ago, counted, stateWord } from "./format";
import { useNow } from "./operator";
import type { Version, Versions } from "./types";

const LANE = 18;
const HEIGHT = 52;
const x = (lane: number) => LANE * (lane + 0.5);

export function DescentList({ versions, open }: { versions: Versions; open: number }) {
  const now = useNow(60_000);
  const rows = descent(versions.policies, versions.live);
  const width = LANE * (1 + Math.max(...rows.flatMap(({ lane, through }) => [lane, ...through])));
  const known = new Map(versions.policies.map((version) => [version.version, version]));
  return (
    <ol class="descent" reversed>
      {rows.map((row) => (
        <li key={row.version}>
          <Entry row={row} width={width} version={known.get(row.version)!} open={row.version === open} now={now} />
        </li>
      ))}
    </ol>
  );
}

interface EntryProps {
  row: Row;
  width: number;
  version: Version;
  open: boolean;
  now: number;
}

function Entry({ row, width, version, open, now }: EntryProps) {
  const { version: number, state, votes, created, reason } = version;
  return (
    <a href={`#versions/${number}`} title={reason ?? ""} {...(open ? { "aria-current": "true" as const } : {})}>
      <Lines row={row} width={width} state={state} />
      <span class="descent-text">
        <span>
          <strong>Version {number}</strong> <span class={`badge ${state}`}>{stateWord(state)}</span>
        </span>
        <span class="soft" title="What it was trained on, and when it was published">
          {number === 0 ? "the base model" : counted(votes, "vote")}, {ago(created, now)}
        </span>
      </span>
    </a>
  );
}

function Lines({ row: { lane, through, children, hasParent }, width, state }: { row: Row; width: number; state: string }) {
  const middle = HEIGHT / 2;
  return (
    <svg class="lines" width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden="true">
      {through.map((at) => (
        <path key={`through-${at}`} d={`M${x(at)} 0V${HEIGHT}`} />
      ))}
      {children.map((at) => (
        <path key={`child-${at}`} d={`M${x(at)} 0C${x(at)} ${middle} ${x(lane)} ${middle * 0.4} ${x(lane)} ${middle}`} />
      ))}
      {hasParent && <path d={`M${x(lane)} ${middle}V${HEIGHT}`} />}
      <circle class={state} cx={x(lane)} cy={middle} r="5.5" />
    </svg>
  );
}
