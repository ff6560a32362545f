/**
 * Says that the browser keeps no more of what is said, and what helps.
 */
import type { Trouble } from "../library";

const WORDS = {
  full: "This browser's storage is full: what is said now is gone after a reload. Delete conversations that you no longer need.",
  refused: "This browser does not let the page keep conversations: they are gone after a reload.",
};

export function StorageNotice({ trouble }: { trouble: Trouble }) {
  if (trouble === null) return null;
  return (
    <p class="notice" role="alert">
      <span>{WORDS[trouble]}</span>
    </p>
  );
}
