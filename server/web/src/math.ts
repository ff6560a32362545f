/**
 * Sets mathematics with KaTeX: HTML to see, MathML to be read out.
 *
 * KaTeX places its boxes with style attributes, which the content security policy forbids in markup.
 * They travel under another name through the sanitiser and are set one by one through the CSSOM,
 * which the policy allows. Commands that could load or link anything stay off (`trust`), and no length is
 * long enough to put a formula over the rest of the page.
 */
import DOMPurify from "dompurify";
import katex from "katex";
import "katex/dist/katex.min.css";

/** The longest length that a formula may ask for, in em. */
const LONGEST = 20;

/** Puts the formula in the place of its source; what KaTeX cannot read stays as it is. */
export function typeset(source: HTMLElement): void {
  const displayMode = source.className === "math-display";
  let html: string;
  try {
    const settings = { displayMode, maxSize: LONGEST, throwOnError: true, strict: false, trust: false };
    html = katex.renderToString(source.textContent, settings);
  } catch {
    return;
  }
  source.replaceWith(styled(html));
}

/** Text within the markup has its quotes escaped, so the attribute can be told by its name alone. */
function styled(html: string): DocumentFragment {
  const fragment = DOMPurify.sanitize(html.replaceAll(' style="', ' data-style="'), {
    USE_PROFILES: { html: true, mathMl: true, svg: true },
    ADD_TAGS: ["semantics"],
    FORBID_CONTENTS: ["annotation"],
    RETURN_DOM_FRAGMENT: true,
  });
  for (const element of fragment.querySelectorAll<HTMLElement>("[data-style]")) {
    element.style.cssText = element.dataset["style"]!;
    element.removeAttribute("data-style");
  }
  return fragment;
}
