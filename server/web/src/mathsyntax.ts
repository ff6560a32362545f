/**
 * Where mathematics stands in Markdown: `$…$`, `\(…\)`, `$$…$$` and `\[…\]`, as extensions of marked.
 *
 * They leave as `code` elements of a class of their own; what cannot be set as mathematics stays
 * readable that way. A dollar before a space or after one, or before a digit, is money.
 */
import type { TokenizerAndRendererExtension, Tokens } from "marked";

/** Formulas have an end, so that a text full of open brackets costs no more than its length. */
const MOST = 4000;

const INLINE = [
  { pattern: new RegExp(`^\\$\\$([^$]{1,${MOST}}?)\\$\\$`), display: true },
  { pattern: new RegExp(`^\\\\\\[([\\s\\S]{1,${MOST}}?)\\\\\\]`), display: true },
  { pattern: new RegExp(`^\\\\\\(([\\s\\S]{1,${MOST}}?)\\\\\\)`), display: false },
  { pattern: /^\$(?![\s$])((?:\\[^\n]|[^\\$\n]){1,400}?)(?<!\s)\$(?!\d)/, display: false },
];
const BLOCK = [
  new RegExp(`^ {0,3}\\$\\$([\\s\\S]{1,${MOST}}?)\\$\\$[ \\t]*(?:\\n|$)`),
  new RegExp(`^ {0,3}\\\\\\[([\\s\\S]{1,${MOST}}?)\\\\\\][ \\t]*(?:\\n|$)`),
];
const NEXT_BLOCK = /\n {0,3}(?:\$\$|\\\[)/;

const inlineMath: TokenizerAndRendererExtension = {
  name: "inlineMath",
  level: "inline",
  start: (text) => {
    const place = text.search(/\$|\\[([]/);
    return place < 0 ? undefined : place;
  },
  tokenizer: (text) => {
    // Taken at once: a model that repeats itself may write thousands, and one by one they are slow.
    const [run] = /^\${3,}/.exec(text) ?? [];
    if (run) return { type: "text", raw: run, text: run };
    for (const { pattern, display } of INLINE) {
      const found = pattern.exec(text);
      if (found) return { type: "inlineMath", raw: found[0], text: found[1]!.trim(), display };
    }
    return undefined;
  },
  renderer: (token) => element(token),
};

const blockMath: TokenizerAndRendererExtension = {
  name: "blockMath",
  level: "block",
  start: (text) => blockStart(text),
  tokenizer: (text) => {
    for (const pattern of BLOCK) {
      const found = pattern.exec(text);
      if (found) return { type: "blockMath", raw: found[0], text: found[1]!.trim(), display: true };
    }
    return undefined;
  },
  renderer: (token) => `<p>${element(token)}</p>\n`,
};

export const closedMath = [inlineMath, blockMath];

/** A block that has begun and not ended, while the text still grows: its source, and all of it one block. */
export const openMath: TokenizerAndRendererExtension = {
  name: "openMath",
  level: "block",
  start: (text) => blockStart(text),
  tokenizer: (text) => {
    const begun = /^ {0,3}(?:\$\$|\\\[)/.test(text) && text.length <= MOST;
    return begun && !BLOCK.some((pattern) => pattern.test(text)) ? { type: "openMath", raw: text } : undefined;
  },
  renderer: ({ raw }) => `<p>${escapeHtml(raw)}</p>\n`,
};

/** Asked for every paragraph with all that follows its first character; only a line within it matters, and not far away. */
function blockStart(text: string): number | undefined {
  const near = text.slice(0, MOST);
  const end = near.indexOf("\n\n");
  const found = NEXT_BLOCK.exec(end < 0 ? near : near.slice(0, end));
  return found ? found.index + 1 : undefined;
}

function element(token: Tokens.Generic): string {
  const { text, display } = token as unknown as { text: string; display: boolean };
  return `<code class="${display ? "math-display" : "math-inline"}">${escapeHtml(text)}</code>`;
}

export function escapeHtml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}
