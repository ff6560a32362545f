/**
 * Two fresh replies to the same message side by side, and the question which is better.
 *
 * The question is asked once both are whole. Nothing moves on until the server has the answer;
 * skipping, or simply writing on, records none and goes on with the first. While a version is on trial
 * the two are of two versions, so who wrote which is not said before there is an answer.
 */
import { useServices } from "../services";
import { type Answer, ChoiceFailure, Choices } from "./Choices";
import { ReplyBody } from "./ReplyBody";
import type { TurnProps } from "./TurnView";

export function Comparison({ conversation, turn, busy, onNew }: TurnProps) {
  const { voting } = useServices();
  const pair = turn.comparison!.shown.map((id) => turn.replies.find((reply) => reply.id === id)!);
  const ready = pair.every((reply) => reply.status === "done" && reply.completionId !== null);
  const failed = pair.some((reply) => reply.status === "failed");
  return (
    <div class="comparison">
      <div class="pair">
        {pair.map((reply, index) => (
          <div key={reply.id} class="reply side" role="group" aria-label={`Reply ${index + 1}`}>
            <h2 class="side-title">Reply {index + 1}</h2>
            <ReplyBody conversation={conversation} reply={reply} busy={busy} onNew={onNew} />
          </div>
        ))}
      </div>
      {ready && (
        <div class="choice" role="group" aria-labelledby={`${turn.id}-question`}>
          <p id={`${turn.id}-question`}>
            <strong>Which is better?</strong> Your choice trains the model.
          </p>
          <Choices conversation={conversation} turn={turn} answers={answersOf(pair.map((one) => one.completionId!))} />
          <ChoiceFailure turn={turn} />
        </div>
      )}
      {failed && !busy && (
        <button class="plain" type="button" onClick={() => voting.skip(conversation, turn)}>
          Go on with one reply
        </button>
      )}
    </div>
  );
}

function answersOf([first, second]: string[]): Answer[] {
  return [
    { label: "Reply 1", outcome: { chosen: first! } },
    { label: "Reply 2", outcome: { chosen: second! } },
    { label: "Tie", outcome: "tie" },
    { label: "Both bad", outcome: "both_bad" },
  ];
}
