/**
 * What the person wrote. It can be sent anew in other words; the versions stay side by side.
 */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useServices } from "../services";
import { fitHeight } from "../textarea";
import { EditIcon } from "./icons";
import { Siblings } from "./Siblings";
import type { TurnProps } from "./TurnView";

export function Question({ conversation, turn, versions, busy }: TurnProps) {
  const { library, chat } = useServices();
  const [editing, setEditing] = useState(false);

  function send(text: string): void {
    setEditing(false);
    if (text !== turn.user) void chat.edit(turn, text);
  }

  if (editing) return <Editor text={turn.user} onSend={send} onCancel={() => setEditing(false)} />;
  return (
    <div class="question">
      <p class="mine">{turn.user}</p>
      <div class="question-actions">
        <Siblings
          what="message"
          ids={versions}
          shown={turn.id}
          onShow={(id) => library.change(conversation, { type: "show-turn", turn: id })}
        />
        <button
          class="tool edit"
          type="button"
          aria-label="Edit message"
          title="Edit message"
          disabled={busy}
          onClick={() => setEditing(true)}
        >
          <EditIcon />
        </button>
      </div>
    </div>
  );
}

interface EditorProps {
  text: string;
  onSend: (text: string) => void;
  onCancel: () => void;
}

function Editor({ text: sent, onSend, onCancel }: EditorProps) {
  const [text, setText] = useState(sent);
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    field.current!.focus();
    field.current!.setSelectionRange(sent.length, sent.length);
  }, []);
  useLayoutEffect(() => fitHeight(field.current!), [text]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.stopPropagation();
      onCancel();
    }
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (text.trim() !== "") onSend(text.trim());
  }

  return (
    <div class="editor">
      <textarea
        ref={field}
        class="field"
        aria-label="Edit message"
        rows={1}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <div class="answers end">
        <button class="quiet" type="button" onClick={onCancel}>
          Cancel
        </button>
        <button class="plain" type="button" disabled={text.trim() === ""} onClick={() => onSend(text.trim())}>
          Send
        </button>
      </div>
    </div>
  );
}
