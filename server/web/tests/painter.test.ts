// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from "vitest";
import * as markdown from "../src/markdown";
import { Painter } from "../src/painter";

let box: HTMLElement;
let painter: Painter;

beforeEach(() => {
  box = document.createElement("div");
  document.body.replaceChildren(box);
  painter = new Painter(box);
});

const TALK = [
  "# Pim\n\nA **fox** named `Pim` lived\nin a *wood*.\n\n",
  "1. he slept\n2. he ran\n\n   far\n\n3. he ate\n\n",
  "```python\nfor i in range(3):\n\n    print(i)\n```\n\n",
  "| a | b |\n|---|---|\n| 1 | 2 |\n\n> said\n> he\n\nThe area is $\\pi r^2$, that is\n\n$$\nA = \\pi r^2\n\n$$\n\nand *so* on.",
].join("");

/** The markup without what is still to be loaded. */
function painted(text: string): string {
  const whole = document.createElement("div");
  new Painter(whole).paint(text, false);
  return whole.innerHTML;
}

test("a reply that came a few characters at a time looks as if it had come at once", () => {
  for (const step of [1, 3, 7]) {
    const other = document.createElement("div");
    const growing = new Painter(other);
    for (let end = step; end < TALK.length; end += step) growing.paint(TALK.slice(0, end), true);
    growing.paint(TALK, false);
    expect(other.innerHTML).toBe(painted(TALK));
  }
});

test("what is whole stays the same nodes while more arrives", () => {
  painter.paint("one\n\ntwo", true);
  const first = box.firstElementChild!;
  painter.paint("one\n\ntwo and\n\nthree", true);
  expect(box.firstElementChild).toBe(first);
  expect(box.textContent.replace(/\s+/g, " ").trim()).toBe("one two and three");
});

test("a piece costs the parsing of the last block alone, however long the reply is", () => {
  const long = "A paragraph of some words.\n\n".repeat(300);
  painter.paint(long, true);
  const parsed = vi.spyOn(markdown, "renderMarkdown");
  for (let piece = 1; piece <= 100; piece++) painter.paint(long + "a".repeat(piece), true);
  const lengths = parsed.mock.calls.map(([text]) => text.length);
  parsed.mockRestore();
  // The first piece settles the paragraph before it; each of the others is parsed alone.
  expect(lengths.slice(0, 2)).toEqual([28, 1]);
  expect(lengths.slice(2)).toEqual(Array.from({ length: 99 }, (_, index) => index + 2));
});

test("another, shorter text takes the place of the first", () => {
  painter.paint("one\n\ntwo\n\nthree", false);
  painter.paint("new", false);
  expect(box.innerHTML.trim()).toBe("<p>new</p>");
});

test("what is nested deeper than the parser can go is shown as it was written, and what was painted stays", () => {
  const deep = "> ".repeat(20_000);
  for (const unfinished of [true, false]) {
    painter.paint("one\n\n" + deep, unfinished);
    expect(box.textContent.replace(/\s+/g, " ")).toContain("one > > >");
  }
});

test("code has a bar with its language, and is copied once it is whole", async () => {
  const copied: string[] = [];
  vi.stubGlobal("navigator", { clipboard: { writeText: async (text: string) => void copied.push(text) } });
  painter.paint("```js\nlet a", true);
  expect(box.querySelector(".code-bar")!.textContent).toBe("js");
  painter.paint("```js\nlet a = 1\n```", false);
  const button = box.querySelector("button")!;
  button.click();
  await vi.waitFor(() => expect(copied).toEqual(["let a = 1\n"]), { timeout: 50_000 });
  vi.unstubAllGlobals();
});

test("code gets its colours when the highlighter has come, and says the same", async () => {
  painter.paint("```python\nx = '<b>'\n```\n\n```nolanguage\ny\n```", false);
  await vi.waitFor(() => expect(box.querySelector(".hljs-string")).not.toBeNull(), { timeout: 50_000 });
  expect(box.querySelector("code")!.textContent).toBe("x = '<b>'\n");
  expect(box.querySelectorAll("code")[1]!.innerHTML).toBe("y\n");
});

test("mathematics is set without a style in its markup, can be read out, and runs nothing", async () => {
  const set = vi.spyOn(Element.prototype, "setAttribute");
  painter.paint("$$\\vec{a} + \\sqrt{x}$$ and $\\frac{1}{2}$ and $\\href{javascript:alert(1)}{x}$ and $\\frac{$", false);
  await vi.waitFor(() => expect(box.querySelectorAll(".katex").length).toBeGreaterThanOrEqual(2), { timeout: 50_000 });
  expect(set.mock.calls.filter(([name]) => name === "style")).toEqual([]);
  set.mockRestore();
  expect(box.querySelector("math msqrt")).not.toBeNull();
  expect(box.querySelector<HTMLElement>(".katex-strut")!.style.height).toBe("0.7973em");
  expect(box.querySelector("svg path")).not.toBeNull();
  expect(box.querySelectorAll("[data-style], annotation, a")).toHaveLength(0);
  expect(box.textContent).toContain("\\frac{");
});

test("a thousand formulas do not keep the page waiting: some are set at once, others soon after", async () => {
  painter.paint("$a$", false);
  await vi.waitFor(() => expect(box.querySelector(".katex")).not.toBeNull(), { timeout: 50_000 });
  painter.paint(" $b$".repeat(1000), false);
  const atOnce = box.querySelectorAll(".katex").length;
  expect(atOnce).toBeLessThan(1000);
  await vi.waitFor(() => expect(box.querySelectorAll(".katex").length).toBeGreaterThan(atOnce), { timeout: 50_000 });
});

test("no formula is large enough to lie over the rest of the page", async () => {
  painter.paint("$\\rule{5000em}{4000em}$ and $\\raisebox{3000em}{x}$", false);
  await vi.waitFor(() => expect(box.querySelectorAll(".katex")).toHaveLength(2), { timeout: 50_000 });
  const lengths = [...box.innerHTML.matchAll(/style="([^"]*)"/g)].flatMap(([, style]) =>
    [...style!.matchAll(/(-?[\d.]+)em/g)].map(([, length]) => Math.abs(Number(length))),
  );
  expect(Math.max(...lengths)).toBeGreaterThan(0);
  expect(Math.max(...lengths)).toBeLessThan(50);
});
