/**
 * Under a reply that took the place of another: is it better? The answer is a choice between the two.
 */
import { ChoiceFailure, Choices } from "./Choices";
import type { TurnProps } from "./TurnView";

export function Rewrite({ conversation, turn }: TurnProps) {
  if (turn.comparison?.kind !== "rewrite") return null;
  const [before, now] = turn.comparison.shown.map((id) => turn.replies.find((reply) => reply.id === id)!);
  const asked = turn.active === now!.id && now!.status === "done" && before!.completionId && now!.completionId;
  if (!asked) return null;
  return (
    <div class="rewrite" role="group" aria-labelledby={`${turn.id}-rewrite`}>
      <p id={`${turn.id}-rewrite`}>
        <strong>Is this better than the reply before?</strong> Your choice trains the model.
      </p>
      <Choices
        conversation={conversation}
        turn={turn}
        answers={[
          { label: "Better", outcome: { chosen: now!.completionId! } },
          { label: "Worse", outcome: { chosen: before!.completionId! } },
          { label: "Same", outcome: "tie" },
          { label: "Both bad", outcome: "both_bad" },
        ]}
      />
      <ChoiceFailure turn={turn} />
    </div>
  );
}
