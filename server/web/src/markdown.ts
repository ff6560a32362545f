/**
 * Markdown to DOM nodes, for text that no one has checked: a model wrote it.
 *
 * remend closes what a half-streamed reply left open, marked makes HTML of it, DOMPurify throws out
 * everything that is not on a short list and hands over nodes, so no string is ever set as HTML.
 * Raw HTML is shown as the text it is, and pictures become links: the page loads nothing from
 * elsewhere. Code colours and mathematics are left out.
 */
import DOMPurify from "dompurify";
import { Marked } from "marked";
import remend from "remend";

const TAGS = [
  ..."p br hr strong em del code pre blockquote ul ol li a h1 h2 h3 h4 h5 h6".split(" "),
  ..."table thead tbody tr th td".split(" "),
];

const purifier = DOMPurify(window);
purifier.addHook("afterSanitizeAttributes", (node) => {
  if (node.tagName === "A") {
    node.setAttribute("target", "_blank");
    node.setAttribute("rel", "noopener noreferrer nofollow");
  }
});

const marked = new Marked({
  gfm: true,
  breaks: true,
  renderer: {
    html: ({ text }) => escapeHtml(text),
    image: ({ href, text }) => `<a href="${escapeHtml(href)}">${escapeHtml(text || href)}</a>`,
  },
});

function escapeHtml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

/** The nodes of a reply. `unfinished` repairs what is still open at the end of a stream. */
export function renderMarkdown(text: string, unfinished: boolean): DocumentFragment {
  const whole = unfinished ? remend(text, { linkMode: "text-only", katex: false, htmlTags: false }) : text;
  return sanitize(marked.parse(whole, { async: false }));
}

/** Last before the DOM: only listed tags, and links to http, https and mailto. */
export function sanitize(html: string): DocumentFragment {
  return purifier.sanitize(html, {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ["href", "title", "start", "align"],
    ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
}
