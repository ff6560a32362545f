/**
 * Judged replies, page after page, the newest first or by what the reward model thinks: what was asked, what was answered, what was said of it.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { Markdown } from "../components/Markdown";
import { type Failure, toFailure } from "../failure";
import { withoutThinking } from "../thinking";
import { type Browse, KINDS, nothingHere, opinionInWords, type Order, orderNote, ORDERS, SAID } from "./browsing";
import { addressOf } from "./context";
import { Card, Empty, Problem } from "./Figures";
import { dateTime } from "./format";
import { useOperator } from "./operator";
import type { Judgement, JudgedReply } from "./types";
import { verdictInWords } from "./votes";

/** Begins anew when the number of votes changes, unless somebody has gone on to older ones. */
export function JudgedReplies({ votes }: { votes: number }) {
  const { admin } = useOperator();
  const [browse, setBrowse] = useState<Browse>({ kind: "feedback", said: "", order: "newest" });
  const [shown, setShown] = useState<readonly Judgement[] | null>(null);
  const [more, setMore] = useState<string | null>(null);
  const [gone, setGone] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const newest = useRef(0);

  /** Only the newest that was asked for is shown: another kind may have been chosen meanwhile. */
  async function load(browse: Browse, after: string | null, before: readonly Judgement[]): Promise<void> {
    const mine = ++newest.current;
    try {
      const page = await admin.judgements(browse, after);
      if (mine !== newest.current) return;
      setShown([...before, ...page.data]);
      setMore(page.has_more ? page.last_id : null);
      setFailure(null);
    } catch (error) {
      if (mine === newest.current) setFailure(toFailure(error));
    }
  }

  useEffect(() => {
    if (!gone) void load(browse, null, []);
  }, [browse, votes]);

  function choose(next: Browse): void {
    setBrowse(next);
    setShown(null);
    setGone(false);
  }

  const note = orderNote(browse.order, shown?.[0]);
  return (
    <Card title="Judged replies" aside={<Switches browse={browse} choose={choose} />}>
      <Problem failure={failure} />
      {shown === null && failure === null && <p class="soft">Loading…</p>}
      {shown?.length === 0 && <Empty>{nothingHere(browse)}</Empty>}
      {note !== null && <p class="plain-text soft">{note}</p>}
      <ul class="judged">
        {shown?.map((one) => (
          <li key={one.id}>
            <Judged judgement={one} />
          </li>
        ))}
      </ul>
      {more !== null && shown !== null && (
        <button
          class="plain"
          type="button"
          onClick={() => {
            setGone(true);
            void load(browse, more, shown);
          }}
        >
          More
        </button>
      )}
    </Card>
  );
}

function Switches({ browse, choose }: { browse: Browse; choose: (next: Browse) => void }) {
  return (
    <div class="commands" role="group" aria-label="Which judgements">
      {KINDS.map(({ kind, label }) => (
        <button
          key={kind}
          class="chip"
          type="button"
          aria-pressed={kind === browse.kind}
          onClick={() => choose({ ...browse, kind, said: "" })}
        >
          {label}
        </button>
      ))}
      <select
        key={browse.kind}
        class="field"
        aria-label="What was said"
        value={browse.said}
        onChange={(event) => choose({ ...browse, said: event.currentTarget.value })}
      >
        {SAID[browse.kind].options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <select
        class="field"
        aria-label="In which order"
        value={browse.order}
        onChange={(event) => choose({ ...browse, order: event.currentTarget.value as Order })}
      >
        {ORDERS.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}

function Judged({ judgement }: { judgement: Judgement }) {
  const { created, user, rating, reasons = [], comment, correction, prompt, replies } = judgement;
  const opinion = opinionInWords(judgement);
  return (
    <article>
      <p class="judged-head">
        <span class={`badge ${rating ?? ""}`}>{verdictInWords(judgement)}</span>
        {reasons.map((reason) => (
          <span key={reason} class="badge">
            {reason}
          </span>
        ))}
        {opinion && (
          <span class={`badge ${opinion.against ? "down" : ""}`} title={opinion.hint}>
            {opinion.text}
          </span>
        )}
        <span class="soft">
          {dateTime(created)}, {user}
        </span>
      </p>
      <p class="judged-prompt">{prompt ?? <em class="soft">The conversation is not kept.</em>}</p>
      <div class={replies.length > 1 ? "pair" : ""}>
        {replies.map((reply, index) => (
          <Reply key={reply.completion_id} reply={reply} name={replies.length > 1 ? `Reply ${index + 1}` : "Reply"} />
        ))}
      </div>
      {comment && <p class="plain-text">Comment: {comment}</p>}
      {correction && <p class="plain-text">Better: {correction}</p>}
    </article>
  );
}

function Reply({ reply: { completion_id: id, policy_version: version, text }, name }: { reply: JudgedReply; name: string }) {
  return (
    <div class="side" role="group" aria-label={name}>
      <p class="side-title">
        {name}
        {version !== null && (
          <>
            {` · version ${version} · `}
            <a href={addressOf(id)} aria-label={`${name} in its conversation`}>
              in its conversation
            </a>
          </>
        )}
      </p>
      {text === null ? <em class="soft">It is not kept.</em> : <Markdown text={withoutThinking(text)} unfinished={false} />}
    </div>
  );
}
