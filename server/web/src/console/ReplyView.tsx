/**
 * One reply where it stands: its conversation with the reply marked, other replies to it, and every vote on it.
 *
 * What people and tools wrote is text; what a model wrote goes through the same sanitised Markdown as in the chat.
 */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Markdown } from "../components/Markdown";
import { withoutThinking } from "../thinking";
import { addressOf, choiceInWords, isReply, roleName, standingNote, textOf } from "./context";
import { Card, Empty, Problem } from "./Figures";
import { dateTime } from "./format";
import { useLoaded, useOperator } from "./operator";
import type { CastVote, Choice, ContextMessage, ReplyInContext } from "./types";

export function ReplyView({ name }: { name: string }) {
  const { admin } = useOperator();
  const { value, failure } = useLoaded(() => admin.reply(name), name);
  return (
    <>
      <p class="plain-text">
        <a href="#votes">All votes</a>
      </p>
      <Problem failure={failure} />
      {!value && !failure && <Empty>Loading the conversation…</Empty>}
      {value && (
        <>
          <Conversation reply={value} />
          <Said reply={value} />
          <Siblings reply={value} />
        </>
      )}
    </>
  );
}

function Conversation({ reply: { messages, message, ...reply } }: { reply: ReplyInContext }) {
  const marked = useRef<HTMLLIElement>(null);
  useEffect(() => marked.current?.scrollIntoView({ block: "center" }), []);
  return (
    <Card title="Conversation" aside={<span class="soft">{`${reply.model}, ${dateTime(reply.created)}`}</span>}>
      {messages.length === 0 && <Empty>The conversation is not kept: its request asked for that.</Empty>}
      <ol class="conversation">
        {messages.map((one, place) => (
          <li key={place}>
            <p class="side-title">{roleName(one.role)}</p>
            <Words message={one} />
          </li>
        ))}
        <li class="marked" aria-current="true" ref={marked}>
          <p class="side-title">
            This reply · <a href={`#versions/${reply.policy_version}`}>version {reply.policy_version}</a>
            {reply.status !== "completed" && ` · ${reply.status}`}
          </p>
          {message ? <Words message={message} /> : <em class="soft">It is not kept, or not written yet.</em>}
        </li>
      </ol>
    </Card>
  );
}

function Words({ message }: { message: ContextMessage }) {
  const text = textOf(message);
  if (text === "") return <em class="soft">It has no text.</em>;
  return isReply(message) ? (
    <Markdown text={withoutThinking(text)} unfinished={false} />
  ) : (
    <p class="plain-text kept-lines">{text}</p>
  );
}

function Said({ reply: { id, votes, preferences } }: { reply: ReplyInContext }) {
  return (
    <Card title="Votes on it">
      {votes.data.length + preferences.data.length === 0 && (
        <Empty>
          Nobody has judged it. Votes come from the <a href="/">chat page</a> and from <code>POST /v1/feedback</code>.
        </Empty>
      )}
      <ul class="judged">
        {votes.data.map((vote) => (
          <li key={vote.id}>
            <Head cast={vote}>
              <span class={`badge ${vote.rating}`}>{vote.rating === "up" ? "good" : "bad"}</span>
              {vote.reasons.map((reason) => (
                <span key={reason} class="badge">
                  {reason}
                </span>
              ))}
            </Head>
            {vote.correction && <p class="plain-text kept-lines">Better: {vote.correction}</p>}
          </li>
        ))}
        {preferences.data.map((choice) => (
          <li key={choice.id}>
            <Head cast={choice}>
              <span class="badge">{choiceInWords(choice, id)}</span>
              {choice.completion_ids
                .filter((other) => other !== id)
                .map((other) => (
                  <a key={other} href={addressOf(other)}>
                    another reply
                  </a>
                ))}
            </Head>
          </li>
        ))}
      </ul>
      {(votes.has_more || preferences.has_more) && <p class="plain-text soft">There are more; these are the newest.</p>}
    </Card>
  );
}

function Head({ cast, children }: { cast: CastVote | Choice; children: ComponentChildren }) {
  const note = standingNote(cast);
  return (
    <>
      <p class="judged-head">
        {children}
        {note !== null && <span class="badge">{note}</span>}
        <span class="soft">
          {dateTime(cast.created)}, {cast.user}
        </span>
      </p>
      {cast.comment && <p class="plain-text kept-lines">Comment: {cast.comment}</p>}
    </>
  );
}

function Siblings({ reply: { siblings } }: { reply: ReplyInContext }) {
  if (siblings.data.length === 0) return null;
  return (
    <Card title="Other replies to the same conversation">
      <ol class="conversation">
        {siblings.data.map(({ completion_id: other, policy_version: version, message }) => (
          <li key={other}>
            <p class="side-title">
              version {version} · <a href={addressOf(other)}>its votes</a>
            </p>
            <Words message={message} />
          </li>
        ))}
      </ol>
      {siblings.has_more && <p class="plain-text soft">There are more; these are the newest.</p>}
    </Card>
  );
}
