/**
 * A reply's text as sanitised nodes, which the painter keeps in step with it.
 */
import { useLayoutEffect, useRef } from "preact/hooks";
import { Painter } from "../painter";

export function Markdown({ text, unfinished }: { text: string; unfinished: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const painter = useRef<Painter>(null);
  useLayoutEffect(() => {
    painter.current ??= new Painter(box.current!);
    painter.current.paint(text, unfinished);
  }, [text, unfinished]);
  return <div class="markdown" ref={box} />;
}
