/** Copies a text and says for a moment whether it could. */
import { useEffect, useState } from "preact/hooks";
import { copyText } from "../clipboard";
import { CheckIcon, CopyIcon } from "./icons";

export function CopyButton({ text, label }: { text: () => string; label: string }) {
  const [told, setTold] = useState<"" | "Copied" | "Could not copy">("");
  useEffect(() => {
    if (told === "") return;
    const timer = setTimeout(() => setTold(""), 1500);
    return () => clearTimeout(timer);
  }, [told]);

  async function copy(): Promise<void> {
    await copyText(text()).then(
      () => setTold("Copied"),
      () => setTold("Could not copy"),
    );
  }

  return (
    <button class="tool" type="button" aria-label={told || label} title={told || label} onClick={() => void copy()}>
      {told === "Copied" ? <CheckIcon /> : <CopyIcon />}
    </button>
  );
}
