/**
 * A reply's text as sanitised nodes, which the painter keeps in step with it, as often as the page can afford.
 */
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Pace } from "../pace";
import { Painter } from "../painter";

export function Markdown({ text, unfinished }: { text: string; unfinished: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const painter = useRef<Painter>(null);
  const pace = useRef<Pace>(null);
  useLayoutEffect(() => {
    painter.current ??= new Painter(box.current!);
    pace.current ??= new Pace();
    pace.current.run(() => painter.current!.paint(text, unfinished), !unfinished);
  }, [text, unfinished]);
  useEffect(() => () => pace.current?.stop(), []);
  return <div class="markdown" ref={box} />;
}
