/**
 * marked, with bounds on what a text may cost: a model wrote it, and may have written anything.
 *
 * Some texts take marked time by the square of their length: thousands of `*` that open and never close,
 * brackets on one endless line, quotes within quotes, a line that might be a heading at every line anew.
 * What lies beyond these bounds is shown as it was written, and a text costs no more than some microseconds
 * for each of its characters. No reader writes so, and no reply that is meant to be read comes near.
 */
import { Lexer, type MarkedOptions, type Token, Tokenizer, type Tokens, type TokensList } from "marked";
import { escapeHtml } from "./mathsyntax";

/** Characters of the longest paragraph, item, cell ... in which anything is looked for. */
const LONGEST = 10_000;
/** Each delimiter of emphasis may be held against every other of its paragraph: so many times in one block. */
const COMPARISONS = 500 ** 2;
/** Levels of quotes and lists. */
const DEEPEST = 32;
/** Characters of the longest heading that is told by the line under it. */
const HEADING = 1000;
/** Dashes of the longest rule within a list. */
const RULE = 100;

class BoundedTokenizer extends Tokenizer {
  private depth = 0;

  /** It calls itself where a quote goes on in a line without its mark. */
  override blockquote(src: string): Tokens.Blockquote | undefined {
    if (this.depth === DEEPEST) return { type: "blockquote", raw: src, text: src, tokens: [paragraph(src)] };
    this.depth++;
    const quote = super.blockquote(src);
    this.depth--;
    return quote;
  }

  override lheading(src: string): Tokens.Heading | undefined {
    if (src.length <= HEADING) return super.lheading(src);
    return super.lheading(src.slice(0, src.lastIndexOf("\n", HEADING) + 1));
  }
}

export class BoundedLexer extends Lexer {
  private depth = 0;
  private left = COMPARISONS;

  constructor(options: MarkedOptions = {}) {
    const tokenizer = new BoundedTokenizer();
    super({ ...options, tokenizer });
    // Looked for behind each of the bullets that a line begins with.
    tokenizer.rules = { ...tokenizer.rules, other: { ...tokenizer.rules.other, hrRegex } };
  }

  override blockTokens(src: string, tokens?: Token[], clipped?: boolean): Token[];
  override blockTokens(src: string, tokens?: TokensList, clipped?: boolean): TokensList;
  override blockTokens(src: string, tokens: Token[] = [], clipped = false): Token[] {
    if (this.depth === DEEPEST) {
      tokens.push(paragraph(src));
      return tokens;
    }
    this.depth++;
    super.blockTokens(src, tokens, clipped);
    this.depth--;
    return tokens;
  }

  override inlineTokens(src: string, tokens: Token[] = []): Token[] {
    if (this.affords(src)) return super.inlineTokens(src, tokens);
    tokens.push(asWritten(src));
    return tokens;
  }

  private affords(src: string): boolean {
    if (src.length > LONGEST) return false;
    const delimiters = src.match(/[*_~]+/g)?.length ?? 0;
    if (delimiters ** 2 > this.left) return false;
    this.left -= delimiters ** 2;
    return true;
  }
}

function hrRegex(indent: number): RegExp {
  const dashes = ["-", "_", "\\*"].map((dash) => `(?:${dash}[ \\t]*){3,${RULE}}`);
  return new RegExp(`^ {0,${Math.min(3, indent - 1)}}(?:${dashes.join("|")})(?:\\n+|$)`);
}

function paragraph(text: string): Tokens.Paragraph {
  return { type: "paragraph", raw: text, text, tokens: [asWritten(text)] };
}

function asWritten(text: string): Tokens.Text {
  return { type: "text", raw: text, text: escapeHtml(text).replaceAll("\n", "<br>"), escaped: true };
}
