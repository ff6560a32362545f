/**
 * A button that opens a small panel beside it: the browser's own popover, which Escape and a click
 * elsewhere close. What is in it is made when it opens.
 */
import type { ComponentChildren, TargetedKeyboardEvent, TargetedToggleEvent } from "preact";
import { useId, useRef, useState } from "preact/hooks";

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
    setOpen(newState === "open");
    if (newState === "open") place(panel.current!, button.current!.getBoundingClientRect());
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
      <div ref={panel} id={id} class="panel options" popover="auto" onBeforeToggle={onBeforeToggle}>
        {open && children(close)}
      </div>
    </div>
  );
}

/** Below its button, or above it near the end of the screen; set through the CSSOM, which the style policy allows. */
function place({ style }: HTMLElement, { left, top, bottom }: DOMRect): void {
  const low = bottom > innerHeight * 0.65;
  style.top = low ? "auto" : `${bottom + 4}px`;
  style.bottom = low ? `${innerHeight - top + 4}px` : "auto";
  style.left = `max(0.5rem, min(${left}px, 100vw - 15.5rem))`;
}
