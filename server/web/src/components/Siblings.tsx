/**
 * `‹ 2/3 ›`: which of several siblings is shown, and the way to the others.
 */
import { NextIcon, PreviousIcon } from "./icons";

interface Props {
  what: "message" | "reply";
  ids: readonly string[];
  shown: string;
  onShow: (id: string) => void;
}

export function Siblings({ what, ids, shown, onShow }: Props) {
  if (ids.length < 2) return null;
  const index = ids.indexOf(shown);
  const to = (id: string | undefined, name: string, icon: preact.JSX.Element) => (
    <button
      class="tool slim"
      type="button"
      aria-label={`${name} ${what}`}
      title={`${name} ${what}`}
      disabled={id === undefined}
      onClick={() => id !== undefined && onShow(id)}
    >
      {icon}
    </button>
  );
  return (
    <span class="siblings" role="group" aria-label={`Versions of this ${what}`}>
      {to(ids[index - 1], "Previous", <PreviousIcon />)}
      <span>
        {index + 1}/{ids.length}
      </span>
      {to(ids[index + 1], "Next", <NextIcon />)}
    </span>
  );
}
