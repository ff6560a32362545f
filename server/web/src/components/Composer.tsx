/**
 * The field to write in. Enter sends, Shift+Enter begins a line, Escape stops the running reply.
 */
import type { RefObject, TargetedKeyboardEvent } from "preact";
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from "preact/hooks";
import { fitHeight } from "../textarea";
import { SendIcon, StopIcon } from "./icons";

export interface ComposerHandle {
  focus(): void;
  fill(text: string): void;
}

interface Props {
  handle: RefObject<ComposerHandle | null>;
  busy: boolean;
  onSend: (text: string) => void;
  onStop: () => void;
}

export function Composer({ handle, busy, onSend, onStop }: Props) {
  const [text, setText] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  const empty = text.trim() === "";

  useImperativeHandle(handle, () => ({
    focus: () => field.current?.focus(),
    fill: (filled) => {
      setText(filled);
      field.current?.focus();
    },
  }));

  useLayoutEffect(() => fitHeight(field.current!), [text]);

  useEffect(() => {
    const onEscape = (event: KeyboardEvent) => {
      if (event.key === "Escape" && busy) onStop();
    };
    addEventListener("keydown", onEscape);
    return () => removeEventListener("keydown", onEscape);
  }, [busy, onStop]);

  function submit(): void {
    if (empty || busy) return;
    onSend(text.trim());
    setText("");
    field.current?.focus();
  }

  function onKeyDown(event: TargetedKeyboardEvent<HTMLTextAreaElement>): void {
    // While an input method composes a word, Enter belongs to it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  }

  return (
    <div class="composer">
      <textarea
        ref={field}
        rows={1}
        aria-label="Message"
        placeholder="Write a message"
        enterkeyhint="send"
        autofocus
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {busy ? (
        <button class="round" type="button" aria-label="Stop" title="Stop (Escape)" onClick={onStop}>
          <StopIcon />
        </button>
      ) : (
        <button class="round" type="button" aria-label="Send" title="Send (Enter)" disabled={empty} onClick={submit}>
          <SendIcon />
        </button>
      )}
    </div>
  );
}
