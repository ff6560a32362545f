/**
 * The row under a reply: copy, thumbs, another reply, and who wrote this one.
 */
import { useEffect, useState } from "preact/hooks";
import type { Rating } from "../api";
import type { Chat } from "../chat";
import { copyText } from "../clipboard";
import type { Reply, Turn } from "../conversation";
import { describe } from "../failure";
import { AgainIcon, CheckIcon, CopyIcon, ThumbDownIcon, ThumbUpIcon } from "./icons";

interface Props {
  reply: Reply;
  turn: Turn;
  model: string | null;
  chat: Chat;
  /** Whether another reply may be asked for now. */
  again: boolean;
}

export function ReplyActions({ reply, turn, model, chat, again }: Props) {
  const votable = reply.completionId !== null && reply.text !== "" && reply.status !== "failed";
  return (
    <>
      <div class="actions">
        {reply.text !== "" && <CopyButton text={reply.text} />}
        {votable && <Thumb reply={reply} rating="up" chat={chat} />}
        {votable && <Thumb reply={reply} rating="down" chat={chat} />}
        {again && reply.status !== "failed" && (
          <button
            class="tool"
            type="button"
            aria-label="Another reply"
            title="Another reply to compare with this one"
            onClick={() => void chat.regenerate()}
          >
            <AgainIcon />
          </button>
        )}
        <Author model={model} policy={reply.policy} />
      </div>
      <VoteFailure reply={reply} chat={chat} />
      <OutcomeLine turn={turn} />
    </>
  );
}

export function Author({ model, policy }: { model: string | null; policy: string | null }) {
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

function Thumb({ reply, rating, chat }: { reply: Reply; rating: Rating; chat: Chat }) {
  const { label, title, icon } = THUMBS[rating];
  const standing = reply.rating === rating;
  return (
    <button
      class="tool"
      type="button"
      aria-label={label}
      aria-pressed={standing}
      title={standing ? "Take this vote back" : title}
      onClick={() => void chat.vote(reply, rating)}
    >
      {icon}
    </button>
  );
}

function VoteFailure({ reply, chat }: { reply: Reply; chat: Chat }) {
  const failure = reply.voting?.failure;
  if (!failure) return null;
  const wanted = reply.voting!.wanted;
  return (
    <div class="notice" role="alert">
      <span>
        {wanted === null ? "Your vote was not taken back." : "Your vote was not saved."} {describe(failure)}
      </span>
      <button class="plain" type="button" onClick={() => void chat.saveVote(reply.id, wanted)}>
        Retry
      </button>
    </div>
  );
}

function OutcomeLine({ turn }: { turn: Turn }) {
  if (turn.outcome === null) return null;
  const words =
    turn.outcome === "tie"
      ? "Saved: the two replies were equally good."
      : turn.outcome === "both_bad"
        ? "Saved: both replies were bad."
        : "Saved: you chose this reply over another.";
  return <p class="aside">{words}</p>;
}

function CopyButton({ text }: { text: string }) {
  const [told, setTold] = useState<"" | "Copied" | "Could not copy">("");
  useEffect(() => {
    if (told === "") return;
    const timer = setTimeout(() => setTold(""), 1500);
    return () => clearTimeout(timer);
  }, [told]);

  async function copy(): Promise<void> {
    await copyText(text).then(
      () => setTold("Copied"),
      () => setTold("Could not copy"),
    );
  }

  return (
    <button class="tool" type="button" aria-label={told || "Copy"} title={told || "Copy"} onClick={() => void copy()}>
      {told === "Copied" ? <CheckIcon /> : <CopyIcon />}
    </button>
  );
}
