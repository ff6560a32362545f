/**
 * Two replies to the same message side by side, and the question which is better.
 *
 * The question is asked once both are whole. Nothing moves on until the server has the answer;
 * skipping, or simply writing on, records none and goes on with the newer reply.
 */
import type { Outcome } from "../api";
import type { Chat } from "../chat";
import type { Reply, Turn } from "../conversation";
import { describe } from "../failure";
import { Author } from "./ReplyActions";
import { ReplyBody } from "./ReplyBody";

interface Props {
  turn: Turn;
  model: string | null;
  chat: Chat;
  onNew: () => void;
}

export function Comparison({ turn, model, chat, onNew }: Props) {
  const pair = turn.pair!.map((id) => turn.replies.find((reply) => reply.id === id)!);
  const ready = pair.every((reply) => reply.status === "done" && reply.completionId !== null);
  const failed = pair.some((reply) => reply.status === "failed");
  return (
    <div class="comparison">
      <div class="pair">
        {pair.map((reply, index) => (
          <div key={reply.id} class="reply side" role="group" aria-label={`Reply ${index + 1}`}>
            <h2 class="side-title">Reply {index + 1}</h2>
            <ReplyBody reply={reply} last onRetry={() => void chat.retry(reply.id)} onNew={onNew} />
            <div class="actions">
              <Author model={model} policy={reply.policy} />
            </div>
          </div>
        ))}
      </div>
      {ready && <Question turn={turn} pair={pair} chat={chat} />}
      {failed && (
        <button class="plain" type="button" onClick={() => chat.skipChoice(turn)}>
          Keep the first reply
        </button>
      )}
    </div>
  );
}

function Question({ turn, pair, chat }: { turn: Turn; pair: Reply[]; chat: Chat }) {
  const answers: { label: string; outcome: Outcome }[] = [
    { label: "Reply 1", outcome: { chosen: pair[0]!.completionId! } },
    { label: "Reply 2", outcome: { chosen: pair[1]!.completionId! } },
    { label: "Tie", outcome: "tie" },
    { label: "Both bad", outcome: "both_bad" },
  ];
  const saving = turn.choosing !== null && turn.choosing.failure === null;
  return (
    <div class="question" role="group" aria-labelledby={`${turn.id}-question`}>
      <p id={`${turn.id}-question`}>
        <strong>Which is better?</strong> Your choice trains the model.
      </p>
      <div class="answers">
        {answers.map(({ label, outcome }) => (
          <button
            key={label}
            class="plain"
            type="button"
            disabled={saving}
            onClick={() => void chat.choose(turn, outcome)}
          >
            {label}
          </button>
        ))}
        <button class="quiet" type="button" disabled={saving} onClick={() => chat.skipChoice(turn)}>
          Skip
        </button>
      </div>
      {turn.choosing?.failure && (
        <p class="notice" role="alert">
          Your choice was not saved. {describe(turn.choosing.failure)}
        </p>
      )}
    </div>
  );
}
