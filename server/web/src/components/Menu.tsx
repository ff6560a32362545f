/**
 * A button that opens a small panel beside it: the browser's own popover, which Escape and a click
 * elsewhere close. What is in it is made when it opens.
 */
import type { ComponentChildren, TargetedKeyboardEvent, TargetedToggleEvent } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { placeBeside } from "../popover";

interface Props {
  label: string;
  icon: ComponentChildren;
  children: (close: () => void) => ComponentChildren;
}

export function Menu({ label, icon, children }: Props) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);

  function onBeforeToggle({ newState }: TargetedToggleEvent<HTMLDivElement>): void {
    if (newState !== "open") return;
    setOpen(true);
    placeBeside(panel.current!, button.current!, 15);
  }

  /** What is in it goes only after the browser has given the focus back. */
  function onToggle({ newState }: TargetedToggleEvent<HTMLDivElement>): void {
    if (newState === "closed") setOpen(false);
  }

  function close(): void {
    panel.current?.hidePopover();
    button.current?.focus();
  }

  /** Escape closes the panel, and nothing else as well. */
  function onKeyDown(event: TargetedKeyboardEvent<HTMLDivElement>): void {
    if (event.key === "Escape" && open) event.stopPropagation();
  }

  return (
    <div class="menu-anchor" onKeyDown={onKeyDown}>
      <button
        ref={button}
        class="tool"
        type="button"
        aria-label={label}
        title={label}
        aria-expanded={open}
        popovertarget={id}
      >
        {icon}
      </button>
      <div ref={panel} id={id} class="panel options" popover="auto" onBeforeToggle={onBeforeToggle} onToggle={onToggle}>
        {open && children(close)}
      </div>
    </div>
  );
}
