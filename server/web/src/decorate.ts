/**
 * What Markdown's nodes get beyond their markup: colours and a copy button for code, mathematics.
 *
 * Highlighter and typesetter are large and most replies need neither: they are loaded from the server
 * when first wanted, and until then, or if they do not come, the source stands there. So it does for a
 * while where there are thousands of formulas.
 */
import { copyText } from "./clipboard";
import { Slices } from "./slices";

type Highlighter = typeof import("./highlight");
type Typesetter = typeof import("./math");

/** A module that is asked for once; `use` runs at once if it is there, or when it has come. */
class Lazy<T> {
  private loaded: T | null = null;
  private loading: Promise<T> | null = null;

  constructor(private readonly load: () => Promise<T>) {}

  use(work: (module: T) => void): void {
    if (this.loaded) return work(this.loaded);
    this.loading ??= this.load();
    this.loading.then(
      (module) => work((this.loaded = module)),
      () => (this.loading = null),
    );
  }
}

const highlighter = new Lazy<Highlighter>(() => import("./highlight"));
const typesetter = new Lazy<Typesetter>(() => import("./math"));
const slices = new Slices();

/** `open`: the last block of a text that still grows, which is drawn anew with every piece. */
export function decorate(fragment: DocumentFragment, open: boolean): void {
  for (const pre of fragment.querySelectorAll("pre")) frame(pre, open);
  for (const code of fragment.querySelectorAll<HTMLElement>("pre code[class^=language-]"))
    highlighter.use(({ highlight }) => slices.run(code, () => highlight(code)));
  for (const formula of fragment.querySelectorAll<HTMLElement>("code[class^=math-]"))
    typesetter.use(({ typeset }) => slices.run(formula, () => typeset(formula)));
}

/** A bar over the code: its language, and a button to copy it once it is whole. */
function frame(pre: HTMLPreElement, open: boolean): void {
  const code = pre.querySelector("code")!;
  const box = element("div", "code-block");
  const bar = element("div", "code-bar");
  bar.append(element("span", "", code.className.replace("language-", "")));
  if (!open) bar.append(copyButton(code));
  pre.replaceWith(box);
  box.append(bar, pre);
}

function copyButton(code: HTMLElement): HTMLButtonElement {
  const button = element("button", "code-copy", "Copy code");
  button.type = "button";
  button.addEventListener("click", () => {
    const say = (words: string) => {
      button.textContent = words;
      setTimeout(() => (button.textContent = "Copy code"), 1500);
    };
    copyText(code.textContent).then(
      () => say("Copied"),
      () => say("Could not copy"),
    );
  });
  return button;
}

function element<Name extends "div" | "span" | "button">(name: Name, className: string, text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
