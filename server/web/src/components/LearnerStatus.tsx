/**
 * The line in the header that says what the learner does, with a thin bar while it works.
 * Screen readers hear when something begins or ends, not every number in between.
 */
import { type Learner, type Policies, spoken, statusLine } from "../learner";

export function LearnerStatus({ learner, policies }: { learner: Learner; policies: Policies | null }) {
  const line = statusLine(learner, policies);
  const part = learner.cycle?.progress;
  return (
    <>
      <p class="learner" title={line}>
        {line}
      </p>
      <div class="visually-hidden" aria-live="polite">
        {spoken(learner, policies)}
      </div>
      {learner.cycle && (
        <progress class="progress" aria-label="Progress of learning" {...(part == null ? {} : { value: part })} />
      )}
    </>
  );
}
