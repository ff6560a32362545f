/**
 * The open conversation in the page's address and title, so that reload, back and a bookmark find it.
 */
import type { Library } from "./library";
import { titleOf } from "./selectors";

export function openAddressed(library: Library): void {
  const id = location.hash.slice(1) || null;
  const { open } = library.state;
  if (id === null ? open.turns.length > 0 : id !== open.id) library.open(id);
}

/** A blank conversation has no address; it gets one with its first message, in the place of none. */
export function showAddress(library: Library): void {
  const { open } = library.state;
  const title = titleOf(open);
  document.title = title === "" ? "attune" : `${title} · attune`;
  const wanted = open.turns.length > 0 ? `#${open.id}` : "";
  if (location.hash === wanted) return;
  const address = wanted || location.pathname;
  if (location.hash === "") history.replaceState(null, "", address);
  else history.pushState(null, "", address);
}
