/**
 * After a thumb: why, in a word or in a sentence, and what would have been better. All of it optional;
 * the vote stands already, and saving replaces it by one that says more.
 */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Reply, Vote, VoteDraft } from "../conversation";
import { useServices } from "../services";
import { fitHeight } from "../textarea";
import { withoutThinking } from "../thinking";

const REASONS = {
  up: ["correct", "helpful", "clear", "good tone", "right length"],
  down: ["wrong", "not helpful", "missed what I asked", "unclear", "bad tone", "too long", "too short", "harmful"],
};

interface Props {
  conversation: string;
  reply: Reply;
  vote: Vote;
  onClose: () => void;
}

export function VotePanel({ conversation, reply, vote, onClose }: Props) {
  const { voting } = useServices();
  const [reasons, setReasons] = useState(vote.reasons);
  const [comment, setComment] = useState(vote.comment);
  const [correction, setCorrection] = useState<string | null>(vote.correction || null);
  const { rating } = vote;

  function toggle(reason: string): void {
    setReasons(reasons.includes(reason) ? reasons.filter((one) => one !== reason) : [...reasons, reason]);
  }

  async function save(event: Event): Promise<void> {
    event.preventDefault();
    const original = withoutThinking(reply.text).trim();
    const better = correction?.trim() ?? "";
    const draft: VoteDraft = {
      rating,
      reasons,
      comment: comment.trim(),
      // A text that was left as it is corrects nothing.
      correction: better === original ? "" : better,
    };
    onClose();
    await voting.vote(conversation, reply.id, draft);
  }

  return (
    <form class="vote-panel" aria-label="About your vote" onSubmit={(event) => void save(event)}>
      <p>
        <strong>{rating === "up" ? "What was good?" : "What was wrong?"}</strong> Your vote is saved and trains the
        model.
      </p>
      <div class="chips" role="group" aria-label="Reasons">
        {REASONS[rating].map((reason) => (
          <button
            key={reason}
            class="chip"
            type="button"
            aria-pressed={reasons.includes(reason)}
            onClick={() => toggle(reason)}
          >
            {reason}
          </button>
        ))}
      </div>
      <Growing label="Comment" placeholder="Say more, if you like" text={comment} onText={setComment} />
      {correction === null ? (
        <button
          class="quiet suggest"
          type="button"
          onClick={() => setCorrection(withoutThinking(reply.text).trim())}
        >
          Suggest a better answer
        </button>
      ) : (
        <>
          <Growing label="A better answer" placeholder="" text={correction} onText={setCorrection} />
          <p class="aside">Write it as the reply should have been: the model learns from it word for word.</p>
        </>
      )}
      <div class="answers end">
        <button class="quiet take-back" type="button" onClick={() => void voting.vote(conversation, reply.id, null)}>
          Take the vote back
        </button>
        <button class="quiet" type="button" onClick={onClose}>
          Close
        </button>
        <button class="plain" type="submit">
          Save
        </button>
      </div>
    </form>
  );
}

interface GrowingProps {
  label: string;
  placeholder: string;
  text: string;
  onText: (text: string) => void;
}

function Growing({ label, placeholder, text, onText }: GrowingProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => fitHeight(field.current!), [text]);
  return (
    <textarea
      ref={field}
      class="field"
      rows={1}
      aria-label={label}
      placeholder={placeholder}
      maxlength={100_000}
      value={text}
      onInput={(event) => onText(event.currentTarget.value)}
    />
  );
}
