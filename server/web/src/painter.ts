/**
 * Keeps an element in step with a Markdown text that grows at its end.
 *
 * Blocks that are whole are painted once and stay; what arrives costs the parsing of the last block,
 * however long the reply has become, and a selection or a scrolled table above it is left alone.
 */
import { decorate } from "./decorate";
import { renderMarkdown, splitBlocks } from "./markdown";

export class Painter {
  /** How many characters of the text, and nodes of the box, are done with. */
  private settled = 0;
  private nodes = 0;

  constructor(private readonly box: Element) {}

  /** `text` is the one painted before with more at its end, or another one that is no longer. */
  paint(text: string, unfinished: boolean): void {
    if (text.length < this.settled) this.settled = this.nodes = 0;
    while (this.box.childNodes.length > this.nodes) this.box.lastChild!.remove();
    const blocks = splitBlocks(text.slice(this.settled), unfinished);
    blocks.forEach((block, index) => {
      const last = index === blocks.length - 1;
      const fragment = renderMarkdown(block, unfinished && last);
      decorate(fragment, unfinished && last);
      this.box.append(fragment);
      if (last) return;
      this.settled += block.length;
      this.nodes = this.box.childNodes.length;
    });
  }
}
