/**
 * The conversations of this browser: a column beside the chat, or a drawer over it on a phone.
 *
 * The drawer is the browser's own modal dialog, which keeps the focus inside, closes with Escape and
 * gives the focus back.
 */
import { Component, type ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Entry } from "../library";
import { byPeriod } from "../periods";
import { useServices } from "../services";
import { ConversationItem } from "./ConversationItem";
import { CloseIcon, NewIcon } from "./icons";

interface Props {
  list: readonly Entry[];
  /** The id of the open conversation. */
  open: string;
  shown: boolean;
  asDrawer: boolean;
  onClose: () => void;
  onNew: () => void;
}

/** A class for the sake of shouldComponentUpdate: a reply that streams leaves the list alone. */
export class Sidebar extends Component<Props> {
  override shouldComponentUpdate(next: Props): boolean {
    const { list, open, shown, asDrawer } = this.props;
    return next.list !== list || next.open !== open || next.shown !== shown || next.asDrawer !== asDrawer;
  }

  override render({ shown, asDrawer, onClose, ...props }: Props) {
    if (!shown) return null;
    const content = <Conversations {...props} onPick={asDrawer ? onClose : undefined} />;
    if (asDrawer) return <Drawer onClose={onClose}>{content}</Drawer>;
    return <aside class="sidebar">{content}</aside>;
  }
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

interface ConversationsProps extends Pick<Props, "list" | "open" | "onNew"> {
  onPick: (() => void) | undefined;
}

function Conversations({ list, open, onNew, onPick }: ConversationsProps) {
  const { library } = useServices();
  const [query, setQuery] = useState("");
  const nav = useRef<HTMLElement>(null);
  const found = query.trim() === "" ? list : library.search(query);

  /** The keyboard stays in the list when the line it was on is gone, unless it has a place by now. */
  function keepFocus(): void {
    if (document.activeElement === document.body) nav.current?.focus();
  }

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
      <nav ref={nav} aria-label="Conversations" tabIndex={-1}>
        {byPeriod(found, Date.now()).map(({ name, entries }) => (
          <section key={name} aria-label={name}>
            <h2 class="period">{name}</h2>
            <ul class="entries">
              {entries.map((entry) => (
                <ConversationItem
                  key={entry.id}
                  entry={entry}
                  open={entry.id === open}
                  onPick={onPick}
                  onGone={keepFocus}
                />
              ))}
            </ul>
          </section>
        ))}
        {found.length === 0 && (
          <p class="sidebar-empty">{list.length === 0 ? "Your conversations will stand here." : "Nothing found."}</p>
        )}
      </nav>
      <p class="sidebar-note">Kept in this browser.</p>
    </>
  );
}
