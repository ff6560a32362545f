/**
 * What people said as files for trainers, fetched with the operator's key and saved by the browser.
 */
import { useState } from "preact/hooks";
import { download } from "../export";
import { type Failure, toFailure } from "../failure";
import type { ExportKind } from "./admin";
import { Card, Problem } from "./Figures";
import { useOperator } from "./operator";

const KINDS: readonly { readonly kind: ExportKind; readonly label: string; readonly hint: string }[] = [
  { kind: "preference", label: "Pairs", hint: "prompt, chosen, rejected: choices, every order of a ranking, and corrections" },
  { kind: "unpaired", label: "Thumbs", hint: "prompt, completion, label: thumbs, and “both bad” as one thumb down a reply" },
  { kind: "prompts", label: "Prompts", hint: "prompt: every conversation that was answered, once" },
];

export function ExportCard() {
  const { admin } = useOperator();
  const [busy, setBusy] = useState<ExportKind | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function save(kind: ExportKind): Promise<void> {
    setBusy(kind);
    setFailure(null);
    try {
      download(`attune-${kind}.jsonl`, "application/jsonl", await admin.votesFile(kind));
    } catch (error) {
      setFailure(toFailure(error));
    }
    setBusy(null);
  }

  return (
    <Card title="Export">
      <p class="plain-text">
        JSON lines in TRL’s shapes, raters by pseudonym. Ties have no place in them and are left out, and so is what was deleted or
        kept out of training. <code>attune feedback export</code> writes the same, and Parquet.
      </p>
      <div class="commands">
        {KINDS.map(({ kind, label, hint }) => (
          <button key={kind} class="plain" type="button" title={hint} disabled={busy !== null} onClick={() => void save(kind)}>
            {busy === kind ? `${label} …` : label}
          </button>
        ))}
      </div>
      <Problem failure={failure} />
    </Card>
  );
}
