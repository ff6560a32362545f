/**
 * Markdown to DOM nodes, for text that no one has checked: a model wrote it.
 *
 *     text -> blocks -> remend (closes what a half-streamed block left open) -> marked -> DOMPurify -> nodes
 *
 * DOMPurify throws out everything that is not on a short list and hands over nodes, so no string is
 * ever set as HTML. Raw HTML is shown as the text it is, and pictures become links: the page loads
 * nothing from elsewhere. bounded.ts keeps marked's time within bounds, painter.ts keeps blocks that are
 * whole, decorate.ts colours code and sets mathematics, which leave here as `code` elements of a class of
 * their own.
 */
import DOMPurify from "dompurify";
import { Marked } from "marked";
import remend from "remend";
import { BoundedLexer } from "./bounded";
import { closedMath, escapeHtml, openMath } from "./mathsyntax";

const TAGS = [
  ..."p br hr strong em del code pre blockquote ul ol li a h1 h2 h3 h4 h5 h6".split(" "),
  ..."table thead tbody tr th td".split(" "),
];
const CODE_CLASS = /^(?:language-[\w+#.-]{1,40}|math-inline|math-display)$/;

const purifier = DOMPurify(window);
purifier.addHook("afterSanitizeAttributes", (node) => {
  if (node.tagName === "A") {
    node.setAttribute("target", "_blank");
    node.setAttribute("rel", "noopener noreferrer nofollow");
  }
  const kept = node.tagName === "CODE" && CODE_CLASS.test(node.className);
  if (!kept) node.removeAttribute("class");
});

function configured(unfinished: boolean): Marked {
  const made: Marked = new Marked(
    {
      gfm: true,
      breaks: true,
      hooks: { provideLexer: () => (text) => new BoundedLexer(made.defaults).lex(text) },
      renderer: {
        html: ({ text }) => escapeHtml(text),
        image: ({ href, text }) => `<a href="${escapeHtml(href)}">${escapeHtml(text || href)}</a>`,
        checkbox: ({ checked }) => (checked ? "☑ " : "☐ "),
      },
    },
    { extensions: unfinished ? [...closedMath, openMath] : closedMath },
  );
  return made;
}

const whole = configured(false);
const half = configured(true);

/**
 * The text cut into its blocks: paragraphs, lists, code blocks and so on, put together again the text
 * itself. Whatever is written on can only change the last.
 */
export function splitBlocks(text: string, unfinished: boolean): string[] {
  const lexer = new BoundedLexer((unfinished ? half : whole).defaults);
  const pieces: string[] = [];
  for (const { type, raw } of lexer.blockTokens(text, [])) {
    // A lone number may yet become the next item of the list before it.
    const joins = type === "space" || (unfinished && /^\d{1,9}$/.test(raw));
    if (joins && pieces.length > 0) pieces[pieces.length - 1] += raw;
    else pieces.push(raw);
  }
  // The lexer normalises line ends; where that changed anything, offsets would be wrong.
  return pieces.join("") === text ? pieces : [text];
}

/** Characters of the longest block that is repaired: remend too takes some texts by the square of their length. */
const REPAIRED = 5000;

/** The nodes of a block, or of a whole text. `unfinished` repairs what is still open at the end of a stream. */
export function renderMarkdown(text: string, unfinished: boolean): DocumentFragment {
  if (!unfinished) return sanitize(whole.parse(text, { async: false }));
  if (text.length > REPAIRED) return sanitize(half.parse(text, { async: false }));
  const closed = remend(text, { linkMode: "text-only", katex: false, htmlTags: false });
  return sanitize(half.parse(closed, { async: false }));
}

/** Last before the DOM: only listed tags, and links to http, https and mailto. */
export function sanitize(html: string): DocumentFragment {
  return purifier.sanitize(html, {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ["href", "title", "start", "align", "class"],
    ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
}
