/**
 * Which policy version is live, with what can be done about it: go back to the one before.
 *
 * The panel is the browser's own popover: Escape, a click elsewhere and the way back of the focus
 * are its business.
 */
import type { TargetedKeyboardEvent, TargetedToggleEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { describe, type Failure } from "../failure";
import { ending, type Learner, origin, percentage, type Policies } from "../learner";
import { placeBeside } from "../popover";
import type { LearnerWatch } from "../watch";
import { OpenIcon } from "./icons";

interface Props {
  watch: LearnerWatch;
  policies: Policies;
  learner: Learner;
}

export function VersionMenu({ watch, policies, learner }: Props) {
  const [open, setOpen] = useState(false);
  /** How often: each time its question begins anew, also where closing and opening are told as one event. */
  const [opened, setOpened] = useState(0);
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const { live, canary } = policies;
  const ended = ending(learner.last, policies);

  function onBeforeToggle({ newState }: TargetedToggleEvent<HTMLDivElement>): void {
    if (newState !== "open") return;
    setOpened((count) => count + 1);
    placeBeside(panel.current!, button.current!, 22);
    void watch.refresh();
  }

  function close(): void {
    panel.current?.hidePopover();
    button.current?.focus();
  }

  /** Escape closes the panel, and does not stop a reply as well. */
  function onKeyDown(event: TargetedKeyboardEvent<HTMLDivElement>): void {
    if (event.key === "Escape" && open) event.stopPropagation();
  }

  return (
    <div onKeyDown={onKeyDown}>
      <button
        ref={button}
        class="quiet version"
        type="button"
        popovertarget="version-menu"
        title="The policy version that is live"
      >
        version {live} <OpenIcon />
      </button>
      <div
        ref={panel}
        id="version-menu"
        class="panel menu"
        popover="auto"
        role="dialog"
        aria-label="Policy version"
        onBeforeToggle={onBeforeToggle}
        onToggle={({ newState }) => setOpen(newState === "open")}
      >
        <p>
          <strong>Version {live} is live.</strong> {origin(policies)}
        </p>
        {canary && (
          <p>
            Version {canary.version} is on trial in {percentage(canary.share)} of the conversations.
          </p>
        )}
        {ended !== null && <p class="last">Last time: {ended}</p>}
        <p>
          <a class="link" href="/console">
            Console
          </a>
        </p>
        {open && policies.previous !== null && (
          <Rollback key={opened} watch={watch} policies={policies} to={policies.previous} onDone={close} />
        )}
      </div>
    </div>
  );
}

interface RollbackProps {
  watch: LearnerWatch;
  policies: Policies;
  to: number;
  onDone: () => void;
}

function Rollback({ watch, policies, to, onDone }: RollbackProps) {
  /** What the person was asked about; it may change below the question. */
  const [asked, setAsked] = useState<Policies | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const safe = useRef<HTMLButtonElement>(null);
  // The question takes the place of the button; Enter, held a little long, shall not answer it.
  useEffect(() => safe.current?.focus(), [asked]);

  async function goBack(shown: Policies): Promise<void> {
    if (busy) return;
    setBusy(true);
    const failed = await watch.rollback(shown);
    setBusy(false);
    setAsked(null);
    setFailure(failed);
    if (!failed) onDone();
  }

  return (
    <>
      {failure && (
        <p class="notice" role="alert">
          <span>{describe(failure)}</span>
        </p>
      )}
      {asked ? (
        <div role="group" aria-labelledby="rollback-question">
          <p id="rollback-question">Go back to version {asked.previous}? It will write everybody's next replies.</p>
          <div class="answers">
            <button class="plain" type="button" aria-disabled={busy} onClick={() => void goBack(asked)}>
              Go back
            </button>
            <button ref={safe} class="quiet" type="button" onClick={() => setAsked(null)}>
              Cancel
            </button>
          </div>
        </div>
      ) : (
        <button ref={safe} class="plain" type="button" onClick={() => setAsked(policies)}>
          Back to version {to}
        </button>
      )}
    </>
  );
}
