/**
 * What people said: by version and over time, why, and who; below, the judged replies themselves, and all of it as files.
 */
import { useMemo } from "preact/hooks";
import { Chart } from "./Chart";
import { replyOf } from "./context";
import { ExportCard } from "./ExportCard";
import { Card, Empty, Figure, Problem } from "./Figures";
import { dateTime, day, number, percent } from "./format";
import { JudgedReplies } from "./JudgedReplies";
import { useLoaded, useLoop, useOperator } from "./operator";
import { RatersCard } from "./RatersCard";
import { ReplyView } from "./ReplyView";
import type { VersionVotes, VoteSummary } from "./types";
import { overTime } from "./votes";

export function VotesPart({ rest }: { rest: string }) {
  const reply = replyOf(rest);
  return reply === null ? <AllVotes /> : <ReplyView key={reply} name={reply} />;
}

function AllVotes() {
  const { admin } = useOperator();
  const { loop } = useLoop();
  const { value, failure } = useLoaded(() => admin.votes(), loop?.votes);
  if (value?.counted === 0) {
    return (
      <Empty>
        Nobody has voted yet. <a href="/">Chat</a> and judge replies with a thumb, or let two be written and choose.
      </Empty>
    );
  }
  return (
    <>
      <Problem failure={failure} />
      {!value && !failure && <Empty>Loading what people said…</Empty>}
      {value && (
        <>
          <Sums summary={value} />
          <div class="two-cards">
            <Card title="By version">
              <ByVersion versions={value.versions} />
            </Card>
            <Card title="Reasons">
              <Reasons summary={value} />
            </Card>
          </div>
          <RatersCard summary={value} ended={loop?.last?.id ?? null} />
          <JudgedReplies votes={loop?.votes ?? 0} />
          <ExportCard />
        </>
      )}
    </>
  );
}

function Sums({ summary }: { summary: VoteSummary }) {
  const { counted, truncated, versions, times, step } = summary;
  const sum = (of: (one: VersionVotes) => number) => versions.reduce((all, one) => all + of(one), 0);
  const [up, down] = [sum((one) => one.up), sum((one) => one.down)];
  const choices = times.reduce((all, one) => all + one.choices, 0);
  const { x, lines } = useMemo(() => overTime(times, step), [times, step]);
  const days = step > 3600;
  const stretch = days ? "day" : "hour";
  const place = days ? day : dateTime;
  return (
    <Card title="Votes" aside={truncated && <span class="soft">the newest {number(counted)}; there are more</span>}>
      <dl class="figures large">
        <Figure label="Thumbs up" hint="Standing thumbs up; a person's newest vote on a reply is the one that stands">
          {number(up)}
        </Figure>
        <Figure label="Thumbs down" hint="Standing thumbs down">
          {number(down)}
        </Figure>
        <Figure label="Share up" hint="Thumbs up among all thumbs">
          {percent(up + down > 0 ? up / (up + down) : null)}
        </Figure>
        <Figure label="Choices" hint="Standing choices between two or more replies to one prompt">
          {number(choices)}
        </Figure>
      </dl>
      <p class="key" aria-hidden="true">
        <span>up</span>
        <span class="against">down</span>
        <span class="second">choices</span>
        <span class="soft bare">by the {stretch}{days && ", in universal time"}</span>
      </p>
      <Chart
        label={`Votes by the ${stretch}, from ${place(x[0] ?? 0)} to ${place(x.at(-1) ?? 0)}: ${up} up, ${down} down, ${choices} choices.`}
        x={x}
        lines={lines}
        time
        days={days}
        fromZero
        show={(value) => number(value, 0)}
        place={place}
      />
    </Card>
  );
}

const COLUMNS: readonly { readonly name: string; readonly hint: string; readonly of: (one: VersionVotes) => string }[] = [
  { name: "Up", hint: "Standing thumbs up on its replies", of: ({ up }) => number(up) },
  { name: "Down", hint: "Standing thumbs down on its replies", of: ({ down }) => number(down) },
  {
    name: "Share up",
    hint: "Thumbs up among its thumbs",
    of: ({ up, down }) => percent(up + down > 0 ? up / (up + down) : null),
  },
  { name: "Won", hint: "Choices that its reply won against another version's", of: ({ won }) => number(won) },
  { name: "Lost", hint: "Choices that its reply lost against another version's", of: ({ lost }) => number(lost) },
  {
    name: "Undecided",
    hint: "Choices with another version's reply that neither won: ties, and both bad",
    of: ({ undecided }) => number(undecided),
  },
];

function ByVersion({ versions }: { versions: readonly VersionVotes[] }) {
  if (versions.length === 0) {
    return (
      <Empty>
        Only choices between replies of one version so far. Thumbs tell versions apart, and so do choices while one is on trial: put
        one there under <a href="#versions">Versions</a>.
      </Empty>
    );
  }
  return (
    <div class="scroll">
      <table class="table">
        <thead>
          <tr>
            <th scope="col">Version</th>
            {COLUMNS.map(({ name, hint }) => (
              <th key={name} scope="col" title={hint}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {versions.map((one) => (
            <tr key={one.version}>
              <th scope="row">
                <a href={`#versions/${one.version}`}>version {one.version}</a>
              </th>
              {COLUMNS.map(({ name, hint, of }) => (
                <td key={name} title={hint}>
                  {of(one)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Reasons({ summary: { reasons } }: { summary: VoteSummary }) {
  if (reasons.length === 0) return <Empty>Nobody has said why yet; the chat page asks after a thumb.</Empty>;
  return (
    <div class="scroll" role="group" aria-label="Table of reasons" tabIndex={0}>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">Reason</th>
            <th scope="col" title="How often it was given with a thumb up">
              Up
            </th>
            <th scope="col" title="How often it was given with a thumb down">
              Down
            </th>
          </tr>
        </thead>
        <tbody>
          {reasons.map(({ reason, up, down }) => (
            <tr key={reason}>
              <th scope="row" title={reason}>
                {reason}
              </th>
              <td title={`Given with a thumb up, so often: ${number(up)}`}>{number(up)}</td>
              <td title={`Given with a thumb down, so often: ${number(down)}`}>{number(down)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
