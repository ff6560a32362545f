/**
 * The row under a reply: its siblings, copy, thumbs, another reply or two, and who wrote this one.
 */
import { useState } from "preact/hooks";
import type { Rating } from "../api";
import type { Choice, Reply, Turn } from "../conversation";
import { describe } from "../failure";
import { useServices } from "../services";
import { withoutThinking } from "../thinking";
import { ChoiceFailure } from "./Choices";
import { CopyButton } from "./CopyButton";
import { AgainIcon, CompareIcon, ThumbDownIcon, ThumbUpIcon } from "./icons";
import { Siblings } from "./Siblings";
import type { TurnProps } from "./TurnView";
import { VotePanel } from "./VotePanel";

interface Props extends TurnProps {
  reply: Reply;
}

export function ReplyActions({ conversation, turn, reply, model, busy }: Props) {
  const { library, chat, voting } = useServices();
  const [asking, setAsking] = useState(false);
  const text = withoutThinking(reply.text);
  const votable = reply.kept && reply.completionId !== null && text !== "" && reply.status !== "failed";

  /** The rating that already stands takes the vote back. */
  function press(rating: Rating): void {
    const standing = reply.vote?.rating === rating;
    setAsking(!standing);
    void voting.vote(conversation, reply.id, standing ? null : { rating, reasons: [], comment: "", correction: "" });
  }

  return (
    <>
      <div class="actions">
        <Siblings
          what="reply"
          ids={turn.replies.map((one) => one.id)}
          shown={reply.id}
          onShow={(id) => library.change(conversation, { type: "show-reply", reply: id })}
        />
        {text !== "" && <CopyButton text={() => text} label="Copy" />}
        {votable && <Thumb reply={reply} rating="up" onPress={press} />}
        {votable && <Thumb reply={reply} rating="down" onPress={press} />}
        {reply.status !== "failed" && (
          <>
            <button
              class="tool"
              type="button"
              aria-label="Another reply"
              title="Another reply"
              disabled={busy}
              onClick={() => void chat.again(turn)}
            >
              <AgainIcon />
            </button>
            {reply.kept && (
              <button
                class="tool"
                type="button"
                aria-label="Compare two replies"
                title="Write two replies side by side and choose the better"
                disabled={busy}
                onClick={() => void chat.compare(turn)}
              >
                <CompareIcon />
              </button>
            )}
          </>
        )}
        {reply.vote && !asking && (
          <button class="quiet why" type="button" onClick={() => setAsking(true)}>
            Say why
          </button>
        )}
        <Author model={model} policy={reply.policy} />
      </div>
      <VoteFailure conversation={conversation} reply={reply} />
      {reply.vote && asking && (
        <VotePanel
          key={reply.vote.rating}
          conversation={conversation}
          reply={reply}
          vote={reply.vote}
          onClose={() => setAsking(false)}
        />
      )}
      {turn.choice && <ChoiceLine conversation={conversation} turn={turn} choice={turn.choice} />}
    </>
  );
}

function Author({ model, policy }: { model: string | null; policy: string | null }) {
  if (policy === null) return null;
  return (
    <span class="author" title="The policy version that wrote this reply">
      {model ?? "attune"} · version {policy}
    </span>
  );
}

const THUMBS = {
  up: { label: "Good reply", title: "Good reply: your vote trains the model", icon: <ThumbUpIcon /> },
  down: { label: "Bad reply", title: "Bad reply: your vote trains the model", icon: <ThumbDownIcon /> },
};

function Thumb({ reply, rating, onPress }: { reply: Reply; rating: Rating; onPress: (rating: Rating) => void }) {
  const { label, title, icon } = THUMBS[rating];
  const standing = reply.vote?.rating === rating;
  return (
    <button
      class="tool"
      type="button"
      aria-label={label}
      aria-pressed={standing}
      title={standing ? "Take this vote back" : title}
      onClick={() => onPress(rating)}
    >
      {icon}
    </button>
  );
}

function VoteFailure({ conversation, reply }: { conversation: string; reply: Reply }) {
  const { voting } = useServices();
  if (!reply.voting?.failure) return null;
  const { id, wanted, failure } = reply.voting;
  return (
    <div class="notice" role="alert">
      <span>
        {wanted === null ? "Your vote was not taken back." : "Your vote was not saved."} {describe(failure)}
      </span>
      <button class="plain" type="button" onClick={() => void voting.vote(conversation, reply.id, wanted, id)}>
        Retry
      </button>
    </div>
  );
}

interface ChoiceLineProps {
  conversation: string;
  turn: Turn;
  choice: Choice;
}

function ChoiceLine({ conversation, turn, choice: { outcome } }: ChoiceLineProps) {
  const { voting } = useServices();
  const words =
    outcome === "tie"
      ? "Saved: the two replies were equally good."
      : outcome === "both_bad"
        ? "Saved: both replies were bad."
        : "Saved: you chose one reply over another.";
  return (
    <>
      <p class="aside">
        {words}{" "}
        <button class="link" type="button" onClick={() => void voting.unchoose(conversation, turn)}>
          Take it back
        </button>
      </p>
      <ChoiceFailure turn={turn} />
    </>
  );
}
