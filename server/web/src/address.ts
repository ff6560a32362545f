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

/** A blank conversation has no address. The way back leads only to what is still there. */
export function showAddress(library: Library): void {
  const { open } = library.state;
  const title = titleOf(open);
  const named = title === "" ? "attune" : `${title} · attune`;
  if (document.title !== named) document.title = named;
  const wanted = open.turns.length > 0 ? `#${open.id}` : "";
  if (location.hash === wanted) return;
  const address = wanted || location.pathname;
  if (library.find(location.hash.slice(1))) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}
