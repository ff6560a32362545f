/**
 * How the server keeps up: speed, queue, time to the first token, caches; read from `/metrics` every two
 * seconds for as long as somebody looks. The lines begin when this part is opened.
 */
import { useEffect, useMemo, useState } from "preact/hooks";
import { type Failure, toFailure } from "../failure";
import { Chart } from "./Chart";
import { Card, Empty, Figure, Problem } from "./Figures";
import { clock, duration, number, percent } from "./format";
import {
  FIRST_TOKEN,
  GAP,
  growth,
  parseMetrics,
  prefixHits,
  type Reading,
  type Serving,
  serving,
  times,
  total,
} from "./metrics";
import { useOperator } from "./operator";

const EVERY_MS = 2000;
/** Ten minutes. */
const KEPT = 300;
const NOTHING_YET: Reading = { at: 0, samples: [] };

interface Seen {
  readonly first: Reading;
  readonly last: Reading;
  readonly course: readonly Serving[];
}

export function ServingPart() {
  const { seen, failure } = useReadings();
  return (
    <>
      <Problem failure={failure} />
      {!seen && !failure && <Empty>Reading the server's metrics.</Empty>}
      {seen && <Now seen={seen} />}
      {seen && <Course course={seen.course} />}
      {seen && <SinceStart last={seen.last} />}
    </>
  );
}

function useReadings(): { seen: Seen | null; failure: Failure | null } {
  const { admin } = useOperator();
  const [seen, setSeen] = useState<Seen | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    let over = false;
    async function read(): Promise<void> {
      try {
        const samples = parseMetrics(await admin.metrics());
        if (over) return;
        const last = { at: Date.now() / 1000, samples };
        setSeen((before) => ({
          first: before?.first ?? last,
          last,
          course: before ? [...before.course, serving(before.last, last)].slice(-KEPT) : [],
        }));
        setFailure(null);
      } catch (error) {
        if (!over) setFailure(toFailure(error));
      }
    }
    void read();
    const timer = setInterval(() => document.hidden || void read(), EVERY_MS);
    return () => {
      over = true;
      clearInterval(timer);
    };
  }, []);
  return { seen, failure };
}

function Now({ seen: { first, last, course } }: { seen: Seen }) {
  const now = course.at(-1);
  const begun = times(first, last, FIRST_TOKEN);
  const gap = times(first, last, GAP);
  return (
    <Card title="Now">
      <dl class="figures large">
        <Figure
          label="Tokens written"
          hint="Tokens that the engine generated, a second, over the last two seconds; the learner's samples count too"
          beside={`${number(now?.read ?? null, 0)} prompt tokens/s`}
        >
          {number(now?.written ?? null, 0)}
          <span class="of"> /s</span>
        </Figure>
        <Figure
          label="Requests"
          hint="Requests that the engine works on, and those that wait in its queue"
          beside={`${number(now?.waiting ?? null)} waiting`}
        >
          {number(now?.running ?? null)}
          <span class="of"> running</span>
        </Figure>
        <Figure
          label="First token"
          hint="Half of the replies since this page was opened began within this time; below, 95 of 100"
          beside={begun.most === null ? "no reply since then" : `95 of 100 within ${duration(begun.most)}`}
        >
          {duration(begun.half)}
        </Figure>
        <Figure
          label="Gap between tokens"
          hint="Half of the tokens since this page was opened came within this time after the one before; below, 95 of 100; the learner's samples count too"
          beside={gap.most === null ? "no token since then" : `95 of 100 within ${duration(gap.most)}`}
        >
          {duration(gap.half)}
        </Figure>
        <Figure label="KV cache" hint="Share of the engine's key-value cache that is in use">
          {percent(now?.cache ?? null, 1)}
        </Figure>
        <Figure
          label="Prefix cache"
          hint="Share of prompt tokens since this page was opened whose keys and values were there already"
        >
          {percent(prefixHits(first, last))}
        </Figure>
      </dl>
    </Card>
  );
}

function Course({ course }: { course: readonly Serving[] }) {
  const x = useMemo(() => course.map(({ at }) => at), [course]);
  const written = useMemo(
    () => [{ name: "tokens/s", colour: "--accent", y: course.map((one) => one.written) }],
    [course],
  );
  const queue = useMemo(
    () => [
      { name: "running", colour: "--accent", y: course.map((one) => one.running) },
      { name: "waiting", colour: "--danger", y: course.map((one) => one.waiting) },
    ],
    [course],
  );
  if (course.length < 2) return null;
  const label = (what: string) => `${what} since ${clock(x[0]!)}`;
  const common = { x, time: true, fromZero: true, height: 170, place: clock, show: (value: number) => number(value, 1) };
  return (
    <div class="two-cards">
      <Card title="Tokens a second">
        <Chart {...common} label={label("Tokens written a second")} lines={written} />
      </Card>
      <Card title="Requests">
        <p class="key" aria-hidden="true">
          <span>running</span>
          <span class="against">waiting</span>
        </p>
        <Chart {...common} label={label("Requests running and waiting")} lines={queue} />
      </Card>
    </div>
  );
}

function SinceStart({ last }: { last: Reading }) {
  const replies = total(last, "attune_completions_total");
  const failed = last.samples.filter(({ name, labels }) => name === "attune_completions_total" && labels["status"] === "failed");
  return (
    <Card title="Since the server started">
      {!replies && <Empty>No reply has been written yet. Send a message in the chat and watch.</Empty>}
      <dl class="figures">
        <Figure label="Replies" hint="Completions by clients; the learner's samples do not count">
          {number(replies ?? 0)}
        </Figure>
        <Figure label="Failed" hint="Completions that ended with an error">
          {number(failed.reduce((sum, { value }) => sum + value, 0))}
        </Figure>
        <Figure label="Tokens written" hint="By the engine, for clients and the learner">
          {number(growth(NOTHING_YET, last, "vllm:generation_tokens_total"), 0)}
        </Figure>
        <Figure label="First token" hint="Half of all replies began within this time">
          {duration(times(NOTHING_YET, last, FIRST_TOKEN).half)}
        </Figure>
        <Figure label="Gap between tokens" hint="Half of all tokens came within this time after the one before">
          {duration(times(NOTHING_YET, last, GAP).half)}
        </Figure>
        <Figure label="Prefix cache" hint="Share of all prompt tokens whose keys and values were there already">
          {percent(prefixHits(NOTHING_YET, last))}
        </Figure>
        <Figure label="Votes" hint="Acknowledged votes and choices">
          {number(total(last, "attune_votes_total") ?? 0)}
        </Figure>
        <Figure label="Swaps" hint="Times that the version which answers was changed">
          {number(total(last, "attune_swaps_total") ?? 0)}
        </Figure>
        <Figure label="Engine restarts" hint="Times that the engine's process died and was started again">
          {number(total(last, "attune_engine_restarts_total") ?? 0)}
        </Figure>
        <Figure label="Lost writes" hint="Completions that the store could not keep, for instance on a full disk">
          {number(total(last, "attune_store_failures_total") ?? 0)}
        </Figure>
      </dl>
    </Card>
  );
}
