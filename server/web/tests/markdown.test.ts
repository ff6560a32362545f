// @vitest-environment jsdom
import { expect, test } from "vitest";
import { renderMarkdown, sanitize, splitBlocks } from "../src/markdown";

function html(fragment: DocumentFragment): string {
  const box = document.createElement("div");
  box.append(fragment);
  return box.innerHTML.trim();
}

const finished = (text: string) => html(renderMarkdown(text, false));
const streaming = (text: string) => html(renderMarkdown(text, true));

test("markdown becomes the markup one expects", () => {
  expect(finished("A **bold** and *soft* `word`")).toBe(
    "<p>A <strong>bold</strong> and <em>soft</em> <code>word</code></p>",
  );
  expect(finished("1. one\n2. two")).toBe("<ol>\n<li>one</li>\n<li>two</li>\n</ol>");
  expect(finished("one\ntwo")).toBe("<p>one<br>two</p>");
});

test("links open elsewhere and tell the other side nothing", () => {
  expect(finished("[site](https://example.com/a?b=1&c=2)")).toBe(
    '<p><a href="https://example.com/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer nofollow">site</a></p>',
  );
});

test("raw HTML in a reply is shown as text", () => {
  expect(finished("Use <b>bold</b> or <script>alert(1)</script>")).toBe(
    "<p>Use &lt;b&gt;bold&lt;/b&gt; or &lt;script&gt;alert(1)&lt;/script&gt;</p>",
  );
  expect(finished("<svg onload=alert(1)><circle/></svg>")).not.toContain("<svg");
});

test("a picture becomes a link, so nothing is fetched from elsewhere", () => {
  const shown = finished("![a cat](https://example.com/cat.png)");
  expect(shown).toContain('<a href="https://example.com/cat.png"');
  expect(shown).toContain(">a cat</a>");
  expect(shown).not.toContain("<img");
});

test.each([
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert(1))",
  "[x](java&#x0A;script:alert(1))",
  "[x](&#106;avascript:alert(1))",
  "[x](data:text/html,<script>alert(1)</script>)",
  "[x](vbscript:msgbox)",
  "[x](//example.com/without-a-scheme)",
  "![x](javascript:alert(1))",
  "<javascript:alert(1)>",
])("a link to anything but http, https and mailto loses its address: %s", (text) => {
  const links = [...renderMarkdown(text, false).querySelectorAll("a")];
  expect(links.filter((link) => link.hasAttribute("href"))).toEqual([]);
});

test.each([
  ["<script>alert(1)</script>ok", "ok"],
  ["<img src=x onerror=alert(1)>ok", "ok"],
  ["<svg><script>alert(1)</script><a xlink:href='javascript:alert(1)'>t</a></svg>ok", "ok"],
  ["<math><mtext><table><mglyph><style><img src onerror=alert(1)></style></mglyph></table></mtext></math>ok", "ok"],
  ["<iframe srcdoc='<script>alert(1)</script>'></iframe>ok", "ok"],
  ["<form action=https://example.com><input name=x></form>ok", "ok"],
  ['<p onclick="alert(1)" style="position:fixed" class="notice" id="app">ok</p>', "<p>ok</p>"],
  ['<a href="javascript:alert(1)">ok</a>', '<a target="_blank" rel="noopener noreferrer nofollow">ok</a>'],
])("the sanitiser alone disarms %s", (hostile, left) => {
  expect(html(sanitize(hostile))).toBe(left);
});

test("an attribute cannot be broken out of through a link or a picture", () => {
  const fragment = renderMarkdown('![" onmouseover="alert(1)](https://e.com/"onload="alert(1))', false);
  for (const element of fragment.querySelectorAll("*")) {
    expect(element.getAttributeNames().filter((name) => name.startsWith("on"))).toEqual([]);
  }
});

test("half a reply is already shown as what it will be", () => {
  expect(streaming("This is **bo")).toBe("<p>This is <strong>bo</strong></p>");
  expect(streaming("Look `at")).toBe("<p>Look <code>at</code></p>");
  expect(streaming("See [the site](https://exam")).toBe("<p>See the site</p>");
  expect(streaming("```\nconst a")).toBe("<pre><code>const a\n</code></pre>");
});

test("a finished reply is not repaired: what stands there is shown", () => {
  expect(finished("2 ** 3 is 8")).toBe("<p>2 ** 3 is 8</p>");
});

/** Seconds of this process's own work: other programs on the machine do not count. */
function seconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before).user / 1e6;
}

test("a hundred thousand characters on one line are rendered within a second", () => {
  expect(seconds(() => expect(finished("a".repeat(100_000))).toHaveLength(100_007))).toBeLessThan(1);
});

test("code says its language, and no other class gets through", () => {
  expect(finished("```python\nx = 1\n```")).toBe('<pre><code class="language-python">x = 1\n</code></pre>');
  expect(html(sanitize('<code class="notice">x</code><p class="language-x">y</p>'))).toBe("<code>x</code><p>y</p>");
});

test("a list of things to do shows what is done", () => {
  expect(finished("- [x] one\n- [ ] two")).toBe("<ul>\n<li>☑ one</li>\n<li>☐ two</li>\n</ul>");
});

const inline = (source: string) => `<code class="math-inline">${source}</code>`;
const display = (source: string) => `<code class="math-display">${source}</code>`;

test.each([
  ["so $a_1 * b_2$ is", `<p>so ${inline("a_1 * b_2")} is</p>`],
  ["so \\(a < b\\) is", `<p>so ${inline("a &lt; b")} is</p>`],
  ["a$$x^2$$", `<p>a${display("x^2")}</p>`],
  ["so $$x^2$$ is", `<p>so ${display("x^2")} is</p>`],
  ["$$\nx\n\n+ y\n$$", `<p>${display("x\n\n+ y")}</p>`],
  ["so\n\\[\nx\n\\]\nis", `<p>so</p>\n<p>${display("x")}</p>\n<p>is</p>`],
  ["it costs $5 and then $6.", "<p>it costs $5 and then $6.</p>"],
  ["from $ 5 to 6 $ a piece", "<p>from $ 5 to 6 $ a piece</p>"],
  ["`$a$` and $HOME", "<p><code>$a$</code> and $HOME</p>"],
  ["$$ never closed", "<p>$$ never closed</p>"],
])("mathematics is told from money and code: %j", (text, expected) => {
  expect(finished(text)).toBe(expected);
});

test("a formula that is being written is its source, and one block until it ends", () => {
  expect(splitBlocks("so\n\n$$\nx\n\n+ y", true)).toEqual(["so\n\n", "$$\nx\n\n+ y"]);
  expect(streaming("$$\nx **y")).toContain("$$");
  expect(splitBlocks("$$\nx\n$$\n\nis", true)).toEqual(["$$\nx\n$$\n\n", "is"]);
});

test.each([
  ["one\ntwo\n\nthree", ["one\ntwo\n\n", "three"]],
  ["- a\n\n- b\n\nend", ["- a\n\n- b\n\n", "end"]],
  ["```\na\n\nb\n```\nend", ["```\na\n\nb\n```\n", "end"]],
  ["```\na\n\nb", ["```\na\n\nb"]],
  ["1. a\n\n2", ["1. a\n\n2"]],
  ["a\r\n\r\nb", ["a\r\n\r\nb"]],
  ["\n\na", ["\n\n", "a"]],
])("%j is cut into blocks that add up to it", (text, blocks) => {
  expect(splitBlocks(text, true)).toEqual(blocks);
});

const repeated = (unit: string) => unit.repeat(Math.ceil(100_001 / unit.length));

test.each([
  ...["*a ", "a_", "__a__", "x\u00a0*", "~a~~", "[", "![a](", "<", "a@", "http://", "`a ", "\\*"],
  ...["> ", "1) ", "\\[ ", "\\(", "$", "$a "],
])("a hundred thousand characters of %j cost no more than a few seconds", (unit) => {
  const hostile = repeated(unit);
  const work = () => {
    renderMarkdown(hostile, true);
    renderMarkdown(hostile, false);
  };
  expect(seconds(work)).toBeLessThan(10);
});

test.each(["- > ", "a\n$$ b\n", "a\n```\n", "a\n===\n", "\\[\n", "- \n", "|a|\n|-|\n", "<!--\n\n"])(
  "a hundred thousand characters of %j are cut into blocks within a few seconds",
  (unit) => {
    expect(seconds(() => splitBlocks(repeated(unit), true))).toBeLessThan(10);
  },
);

test("what follows many bullets in one line is looked at once", () => {
  const hostile = `${"- ".repeat(10_000)}${"a\n".repeat(100)}`;
  expect(seconds(() => expect(splitBlocks(hostile, true)).toEqual([hostile]))).toBeLessThan(10);
  expect(finished("- a\n---\nb\n\n- c\n  * * *\n  d")).toBe(
    "<ul>\n<li>a</li>\n</ul>\n<hr>\n<p>b</p>\n<ul>\n<li>c<hr>\nd</li>\n</ul>",
  );
});

test("a long block is repaired no more, for that may take longest", () => {
  expect(seconds(() => streaming("`[".repeat(25_000) + "](a".repeat(16_000)))).toBeLessThan(10);
});

test("quotes that go on in a line without their marks are nested no deeper for it", () => {
  const hostile = `${"> ".repeat(25_000)}a\nb\n> c`;
  expect(seconds(() => expect(splitBlocks(hostile, true)).toEqual([hostile]))).toBeLessThan(10);
});

test("what would take too long is shown as it was written, and its lines stay lines", () => {
  const open = "*a &\n".repeat(501).trim();
  expect(finished(open)).toBe(`<p>${open.replaceAll("&", "&amp;").replaceAll("\n", "<br>")}</p>`);
  const long = "a **b** ".repeat(2000).trim();
  expect(finished(long)).toBe(`<p>${long}</p>`);
  expect(renderMarkdown("> ".repeat(100) + "a", false).textContent.trim()).toBe("> ".repeat(68) + "a");
});

test("a long reply is no hostile one", () => {
  const bold = (times: number) => renderMarkdown("**a** ".repeat(times), false).querySelectorAll("strong").length;
  expect(bold(200)).toBe(200);
  const list = renderMarkdown("- **a** is `b`, not _c_\n".repeat(2000), false);
  expect([..."strong code em".split(" ")].map((name) => list.querySelectorAll(name).length)).toEqual([2000, 2000, 2000]);
  expect(renderMarkdown(`${"> ".repeat(31)}**a**`, false).querySelector("strong")).not.toBeNull();
});
