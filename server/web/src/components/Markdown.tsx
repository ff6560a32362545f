/**
 * A reply's text as sanitised nodes. The nodes are put in place whole, never as an HTML string.
 */
import { useLayoutEffect, useRef } from "preact/hooks";
import { renderMarkdown } from "../markdown";

export function Markdown({ text, unfinished }: { text: string; unfinished: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => box.current!.replaceChildren(renderMarkdown(text, unfinished)), [text, unfinished]);
  return <div class="markdown" ref={box} />;
}
