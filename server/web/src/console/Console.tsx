/**
 * The frame of the console: its name, where one can go, and the part that the address names.
 */
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ConnectionNotice } from "../components/ConnectionNotice";
import { useStore } from "../store";
import { connection } from "./access";
import { ComparePart } from "./ComparePart";
import { LoopPart } from "./LoopPart";
import { useLoop, useOperator } from "./operator";
import { ServingPart } from "./ServingPart";
import { VersionsPart } from "./VersionsPart";
import { VotesPart } from "./VotesPart";

interface PartOfPage {
  readonly id: string;
  readonly label: string;
  /** `rest` is what the address says after the part's name. */
  readonly Part: ComponentType<{ rest: string }>;
}

const LOOP: PartOfPage = { id: "loop", label: "Loop", Part: LoopPart };
const PARTS: readonly PartOfPage[] = [
  LOOP,
  { id: "versions", label: "Versions", Part: VersionsPart },
  { id: "compare", label: "Compare", Part: ComparePart },
  { id: "votes", label: "Votes", Part: VotesPart },
  { id: "serving", label: "Serving", Part: ServingPart },
];

/** `#versions/3` is the part `versions` with the rest `3`. */
function fromAddress(): PartOfPage & { rest: string } {
  const [id, rest = ""] = location.hash.slice(1).split("/");
  return { ...(PARTS.find((part) => part.id === id) ?? LOOP), rest };
}

export function Console({ onKey }: { onKey: (key: string) => void }) {
  const operator = useOperator();
  const access = useStore(operator.access);
  const seen = useStore(operator.watch);
  const { loop } = useLoop();
  const [place, setPlace] = useState(fromAddress);
  const { label, Part } = place;

  useEffect(() => {
    const onMove = () => setPlace(fromAddress());
    addEventListener("hashchange", onMove);
    return () => removeEventListener("hashchange", onMove);
  }, []);
  useEffect(() => {
    document.title = `${label} · attune console`;
  }, [label]);

  return (
    <>
      <header class="bar console-bar">
        <h1 class="brand">
          attune <span class="soft">console</span>
        </h1>
        {loop && (
          <span class="soft version-now" title="The policy version that answers now">
            version {loop.serving.live}
          </span>
        )}
        <nav class="tabs" aria-label="Console">
          {PARTS.map(({ id, label }) => (
            <a key={id} href={`#${id}`} {...(id === place.id ? { "aria-current": "page" as const } : {})}>
              {label}
            </a>
          ))}
          <a class="away" href="/">
            Chat
          </a>
        </nav>
      </header>
      <main class="console" aria-label={label}>
        <ConnectionNotice connection={connection(access, seen)} onKey={onKey} />
        {access.model !== null && <Part rest={place.rest} />}
      </main>
    </>
  );
}
