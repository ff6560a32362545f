/**
 * A button that asks before it acts: what will happen, a reason where the server takes one, and the
 * server's own words if it refuses. The dialog is the browser's, so Escape and focus are its business.
 */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { type Failure, toFailure } from "../failure";
import { Problem } from "./Figures";

interface Props {
  label: string;
  /** What it will do, in a sentence. */
  question: string;
  /** The word on the button that does it. */
  verb: string;
  takesReason?: boolean;
  /** Further fields, read from the form by their names. */
  children?: ComponentChildren;
  disabled?: boolean;
  act: (form: FormData) => Promise<void>;
}

export function Ask({ label, disabled = false, ...rest }: Props) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button ref={button} class="plain" type="button" disabled={disabled} onClick={() => setOpen(true)}>
        {label}
      </button>
      {open && (
        <Question
          {...rest}
          label={label}
          onClose={() => {
            setOpen(false);
            button.current?.focus();
          }}
        />
      )}
    </>
  );
}

function Question({ label, question, verb, takesReason, children, act, onClose }: Props & { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => dialog.current!.showModal(), []);

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    try {
      await act(new FormData(event.currentTarget as HTMLFormElement));
      dialog.current?.close();
    } catch (error) {
      setFailure(toFailure(error));
      setBusy(false);
    }
  }

  return (
    <dialog ref={dialog} class="dialog" aria-label={label} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <h2>{label}</h2>
        <p class="plain-text">{question}</p>
        {children}
        {takesReason && (
          <label class="row-label">
            Reason, kept in the history
            <input class="field" name="reason" maxLength={500} placeholder="asked for" autocomplete="off" />
          </label>
        )}
        <Problem failure={failure} />
        <div class="answers end">
          <button class="quiet" type="button" onClick={() => dialog.current!.close()}>
            Leave it
          </button>
          <button class="plain" type="submit" aria-disabled={busy}>
            {verb}
          </button>
        </div>
      </form>
    </dialog>
  );
}

/** The reason that was given, if any. */
export function reasonOf(form: FormData): string {
  return String(form.get("reason") ?? "").trim();
}
