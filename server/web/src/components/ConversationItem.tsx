/**
 * A line of the list: a link to the conversation, and a menu to rename, share and delete it.
 */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { download, fileName, toJson, toMarkdown } from "../export";
import type { Entry } from "../library";
import { useServices } from "../services";
import { DeleteDialog } from "./DeleteDialog";
import { MoreIcon } from "./icons";
import { Menu } from "./Menu";

interface Props {
  entry: Entry;
  open: boolean;
  onPick: (() => void) | undefined;
  onGone: () => void;
}

export function ConversationItem({ entry, open, onPick, onGone }: Props) {
  const [renaming, setRenaming] = useState(false);
  const [deleting, setDeleting] = useState(false);
  if (renaming) {
    return (
      <li class="entry">
        <Rename entry={entry} onDone={() => setRenaming(false)} />
      </li>
    );
  }
  return (
    <li class="entry">
      <a class="entry-link" href={`#${entry.id}`} aria-current={open ? "page" : undefined} onClick={onPick}>
        <span class="entry-title">{entry.title}</span>
        {entry.busy && <span class="waiting" role="img" aria-label="A reply is being written" />}
      </a>
      <Menu label={`Options for ${entry.title}`} icon={<MoreIcon />}>
        {(close) => (
          <Options entry={entry} close={close} onRename={() => setRenaming(true)} onDelete={() => setDeleting(true)} />
        )}
      </Menu>
      {deleting && <DeleteDialog entry={entry} onClose={() => setDeleting(false)} onGone={onGone} />}
    </li>
  );
}

interface OptionsProps {
  entry: Entry;
  close: () => void;
  onRename: () => void;
  onDelete: () => void;
}

function Options({ entry, close, onRename, onDelete }: OptionsProps) {
  const { library } = useServices();

  function share(extension: "md" | "json"): void {
    const conversation = library.find(entry.id)!;
    if (extension === "md") download(fileName(conversation, "md"), "text/markdown", toMarkdown(conversation));
    else download(fileName(conversation, "json"), "application/json", toJson(conversation));
    close();
  }

  function remove(): void {
    // First, so that the dialog gives the focus back to the menu's button.
    close();
    onDelete();
  }

  return (
    <>
      <button class="option" type="button" onClick={onRename}>
        Rename
      </button>
      <button class="option" type="button" onClick={() => share("md")}>
        Save as Markdown
      </button>
      <button class="option" type="button" onClick={() => share("json")}>
        Save as JSON
      </button>
      <button class="option danger" type="button" onClick={remove}>
        Delete
      </button>
    </>
  );
}

function Rename({ entry, onDone }: { entry: Entry; onDone: () => void }) {
  const { library } = useServices();
  const field = useRef<HTMLInputElement>(null);
  // Before the next key: whoever types at once must not lose the beginning.
  useLayoutEffect(() => {
    field.current!.focus();
    field.current!.select();
  }, []);

  /** Also when the focus leaves; the field that goes away with the renaming tells that too, and is gone by then. */
  function save(): void {
    if (!field.current) return;
    const title = field.current.value.trim();
    if (title !== entry.title) library.change(entry.id, { type: "rename", title: title || null });
    onDone();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Enter" && !event.isComposing) save();
    if (event.key !== "Escape") return;
    event.stopPropagation();
    event.preventDefault();
    onDone();
  }

  return (
    <input
      ref={field}
      class="field entry-name"
      aria-label="Name of the conversation"
      maxlength={200}
      defaultValue={entry.title}
      onKeyDown={onKeyDown}
      onBlur={save}
    />
  );
}
