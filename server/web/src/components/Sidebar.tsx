/**
 * The conversations of this browser: a column beside the chat, or a drawer over it on a phone.
 *
 * The drawer is the browser's own modal dialog, which keeps the focus inside, closes with Escape and
 * gives the focus back.
 */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useServices } from "../services";
import { useStore } from "../store";
import { ConversationItem } from "./ConversationItem";
import { CloseIcon, NewIcon } from "./icons";

interface Props {
  shown: boolean;
  asDrawer: boolean;
  onClose: () => void;
  onNew: () => void;
}

export function Sidebar({ shown, asDrawer, onClose, onNew }: Props) {
  if (!shown) return null;
  const content = <Conversations onNew={onNew} onPick={asDrawer ? onClose : undefined} />;
  if (asDrawer) return <Drawer onClose={onClose}>{content}</Drawer>;
  return <aside class="sidebar">{content}</aside>;
}

function Drawer({ onClose, children }: { onClose: () => void; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current!.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class="sidebar drawer"
      aria-label="Conversations"
      onClose={onClose}
      onKeyDown={(event) => event.key === "Escape" && event.stopPropagation()}
      onClick={(event) => event.clientX > dialog.current!.offsetWidth && dialog.current!.close()}
    >
      <button class="tool drawer-close" type="button" aria-label="Close" onClick={() => dialog.current?.close()}>
        <CloseIcon />
      </button>
      {children}
    </dialog>
  );
}

function Conversations({ onNew, onPick }: { onNew: () => void; onPick: (() => void) | undefined }) {
  const { library } = useServices();
  const { list, open } = useStore(library);
  const [query, setQuery] = useState("");
  const found = query.trim() === "" ? list : library.search(query);
  return (
    <>
      <button class="plain sidebar-new" type="button" onClick={onNew}>
        <NewIcon /> New conversation
      </button>
      <input
        class="field sidebar-search"
        type="search"
        aria-label="Search conversations"
        placeholder="Search"
        value={query}
        onInput={(event) => setQuery(event.currentTarget.value)}
      />
      <nav aria-label="Conversations">
        <ul class="entries">
          {found.map((entry) => (
            <ConversationItem key={entry.id} entry={entry} open={entry.id === open.id} onPick={onPick} />
          ))}
        </ul>
        {found.length === 0 && (
          <p class="sidebar-empty">{list.length === 0 ? "Your conversations will stand here." : "Nothing found."}</p>
        )}
      </nav>
      <p class="sidebar-note">Kept in this browser.</p>
    </>
  );
}
