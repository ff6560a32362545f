/**
 * Asks before a conversation is deleted, and says what goes and what stays. Where the server does not
 * delete its copy, it says why and lets the person try again, or delete the browser's copy alone.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { describe, type Failure } from "../failure";
import type { Entry } from "../library";
import { storedCompletions } from "../selectors";
import { useServices } from "../services";

interface Props {
  entry: Entry;
  onClose: () => void;
  /** The conversation is gone, and this with it. */
  onGone: () => void;
}

export function DeleteDialog({ entry, onClose, onGone }: Props) {
  const { library, deleting } = useServices();
  const [leave] = useState(() => new AbortController());
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const safe = useRef<HTMLButtonElement>(null);
  const conversation = library.find(entry.id);
  const stored = conversation !== undefined && storedCompletions(conversation).length > 0;

  useEffect(() => {
    dialog.current!.showModal();
    // Enter, held a little long, shall not answer the question.
    safe.current!.focus();
    return () => leave.abort();
  }, []);

  async function everywhere(): Promise<void> {
    if (busy) return;
    setBusy(true);
    const failed = await deleting.everywhere(entry.id, leave.signal);
    setBusy(false);
    setFailure(failed);
    if (failed === null) onGone();
  }

  async function here(): Promise<void> {
    await deleting.here(entry.id);
    onGone();
  }

  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby="delete-title"
      aria-describedby="delete-facts"
      onClose={onClose}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => event.key === "Escape" && event.stopPropagation()}
    >
      <h2 id="delete-title">Delete “{entry.title}”?</h2>
      <div id="delete-facts">{stored || entry.busy ? <WhatGoes /> : <p>It is only in this browser.</p>}</div>
      {failure && (
        <div class="notice" role="alert">
          <span>
            {inWords(failure)} You can delete it from this browser alone; the server's copy then stays, and this page can no longer
            delete it.
          </span>
        </div>
      )}
      <div class="answers end">
        {failure && !busy && (
          <button class="quiet danger" type="button" onClick={() => void here()}>
            Delete here only
          </button>
        )}
        <button ref={safe} class="quiet" type="button" onClick={() => dialog.current!.close()}>
          Cancel
        </button>
        <button class="plain danger" type="button" aria-disabled={busy} onClick={() => void everywhere()}>
          {busy ? "Deleting…" : failure ? "Try again" : "Delete"}
        </button>
      </div>
    </dialog>
  );
}

function WhatGoes() {
  return (
    <ul class="facts">
      <li>
        <strong>Deleted, here and on the server:</strong> your messages, the replies, and what you wrote in votes on them. None of it
        is trained on from now on.
      </li>
      <li>
        <strong>Kept on the server:</strong> that there were replies, when and by which version, and your thumbs and choices, without
        a word of the text.
      </li>
      <li>
        <strong>Not undone:</strong> what the model has already learned from your votes. The folders of the last trainings may still
        hold a copy.
      </li>
    </ul>
  );
}

function inWords(failure: Failure): string {
  if (failure.kind === "unreachable") return "Not deleted: the server cannot be reached.";
  if (failure.kind === "unavailable") return "Not deleted: the server is not ready.";
  return `Not deleted on the server: ${describe(failure)}`;
}
