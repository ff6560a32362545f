/**
 * Who voted: how much, and what the newest cycle made of it.
 */
import { Card, Empty, Problem } from "./Figures";
import { ago, dateTime, number, percent } from "./format";
import { useLoaded, useNow, useOperator } from "./operator";
import { newestStandings, STANDING_COLUMNS, standingCells, type Standings, type Told } from "./raters";
import type { RaterVotes, VoteSummary } from "./types";

/** Cycles that are looked through for one that came as far as to look at raters. */
const CYCLES = 10;

const COLUMNS: readonly { readonly name: string; readonly hint: string; readonly tell: (one: RaterVotes, now: number) => Told }[] = [
  {
    name: "Thumbs",
    hint: "Thumbs that stand",
    tell: ({ up, down }) => ({ text: number(up + down), hint: `Thumbs that stand: ${up} up, ${down} down` }),
  },
  {
    name: "Share up",
    hint: "Thumbs up among their thumbs",
    tell: ({ up, down }) => ({
      text: percent(up + down > 0 ? up / (up + down) : null),
      hint: `Thumbs up among their thumbs: ${up} of ${up + down}`,
    }),
  },
  {
    name: "Choices",
    hint: "Choices that stand",
    tell: ({ choices }) => ({ text: number(choices), hint: `Choices between replies that stand: ${choices}` }),
  },
  {
    name: "Last",
    hint: "When they voted last",
    tell: ({ last }, now) => ({ text: ago(last, now), hint: `They voted last on ${dateTime(last)}` }),
  },
];

/** Asks for cycles again when `ended` changes: the cycle that ended last. */
export function RatersCard({ summary, ended }: { summary: VoteSummary; ended: string | null }) {
  const { admin } = useOperator();
  const { value, failure } = useLoaded(() => admin.cycles(CYCLES), ended);
  const standings = value && newestStandings(value);
  return (
    <Card title="Raters">
      <Problem failure={failure} />
      <Raters raters={summary.raters} standings={standings} />
      {summary.all_raters > summary.raters.length && (
        <p class="plain-text soft">
          The {summary.raters.length} with the most votes of {number(summary.all_raters)}.
        </p>
      )}
      {value && !standings && (
        <Empty>
          Agreement and quarantine are known once a cycle has run: “Learn now” on the <a href="#loop">loop</a> begins one.
        </Empty>
      )}
    </Card>
  );
}

function Raters({ raters, standings }: { raters: readonly RaterVotes[]; standings: Standings | null }) {
  const now = useNow(60_000);
  const columns = standings ? [...COLUMNS, ...STANDING_COLUMNS] : COLUMNS;
  return (
    <div class="scroll" role="group" aria-label="Table of raters" tabIndex={0}>
      <table class="table">
        {standings && <caption>Agreement, contradictions and quarantine as of {standings.cycle}</caption>}
        <thead>
          <tr>
            <th scope="col" title="The user that the vote named, else its key">
              Rater
            </th>
            {columns.map(({ name, hint }) => (
              <th key={name} scope="col" title={hint}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {raters.map((one) => {
            const cells = [...COLUMNS.map(({ tell }) => tell(one, now)), ...(standings ? standingCells(standings, one.rater) : [])];
            return (
              <tr key={one.rater}>
                <th scope="row" title={one.rater}>
                  {one.rater}
                </th>
                {cells.map(({ text, hint }, column) => (
                  <td key={column} title={hint}>
                    {text}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
