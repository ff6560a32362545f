/**
 * The answers to "which is better?", wherever it is asked, and what went wrong with one.
 */
import type { Outcome } from "../api";
import type { Turn } from "../conversation";
import { describe } from "../failure";
import { useServices } from "../services";

export interface Answer {
  readonly label: string;
  readonly outcome: Outcome;
}

interface Props {
  conversation: string;
  turn: Turn;
  answers: readonly Answer[];
}

export function Choices({ conversation, turn, answers }: Props) {
  const { voting } = useServices();
  const saving = voting.isChoosing(conversation, turn);
  return (
    <div class="answers">
      {answers.map(({ label, outcome }) => (
        <button
          key={label}
          class="plain"
          type="button"
          disabled={saving}
          onClick={() => void voting.choose(conversation, turn, outcome)}
        >
          {label}
        </button>
      ))}
      <button class="quiet" type="button" disabled={saving} onClick={() => voting.skip(conversation, turn)}>
        Skip
      </button>
    </div>
  );
}

export function ChoiceFailure({ turn }: { turn: Turn }) {
  const failure = turn.choosing?.failure;
  if (!failure) return null;
  return (
    <p class="notice" role="alert">
      <span>
        {turn.choosing!.wanted === null ? "Your choice was not taken back." : "Your choice was not saved."}{" "}
        {describe(failure)}
      </span>
    </p>
  );
}
