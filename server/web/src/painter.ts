/**
 * Keeps an element in step with a Markdown text that grows at its end.
 *
 * Blocks that are whole are painted once and stay; what arrives costs the parsing of the last block,
 * however long the reply has become, and a selection or a scrolled table above it is left alone. That block
 * may be long, so pace.ts says how often. Should the parser fail, the text is shown as it was written.
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
    const blocks = blocksOf(text.slice(this.settled), unfinished);
    blocks.forEach((block, index) => {
      const last = index === blocks.length - 1;
      this.box.append(nodesOf(block, unfinished && last));
      if (last) return;
      this.settled += block.length;
      this.nodes = this.box.childNodes.length;
    });
  }
}

/** The parser gives up on what it does not understand itself. */
function blocksOf(text: string, unfinished: boolean): string[] {
  try {
    return splitBlocks(text, unfinished);
  } catch {
    return [text];
  }
}

function nodesOf(block: string, open: boolean): Node {
  try {
    const fragment = renderMarkdown(block, open);
    decorate(fragment, open);
    return fragment;
  } catch {
    const plain = document.createElement("p");
    plain.textContent = block;
    return plain;
  }
}
