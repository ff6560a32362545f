/** The same prompts to two versions. */
import { expect, test } from "vitest";
import { type Answer, lengthNote, nothingToCompare, promptsFrom } from "../src/console/compare";
import type { Loop, Version, Versions } from "../src/console/types";

const done = (text: string): Answer => ({ text, state: "done", failure: null });

test("a prompt is a line, asked once", () => {
  expect(promptsFrom("  Hi!\n\nName three fruits.\nHi!\n")).toEqual(["Hi!", "Name three fruits."]);
  expect(promptsFrom("\n \n")).toEqual([]);
});

test("what differs is said once both answers are whole", () => {
  expect(lengthNote(done("four"), { ...done("four"), state: "streaming" })).toBe("");
  expect(lengthNote(done("four"), { ...done(""), failure: "It broke off." })).toBe("");
  expect(lengthNote(done("four"), done("four\n"))).toBe("the same");
  expect(lengthNote(done("four"), done("five"))).toBe("as long");
  expect(lengthNote(done("four"), done("seven!"))).toBe("50\u00a0% longer");
  expect(lengthNote(done("four"), done("two"))).toBe("25\u00a0% shorter");
  expect(lengthNote(done(""), done("two"))).toBe("different");
});

test("what is not loaded yet is not called one version", () => {
  const loop = { unable: null } as Loop;
  const kept = (count: number) => ({ policies: Array<Version>(count) }) as unknown as Versions;
  expect(nothingToCompare(null, null)).toBe("Waiting for the server to say what it has.");
  expect(nothingToCompare(loop, null)).toBe("Waiting for the server to say what it has.");
  expect(nothingToCompare({ ...loop, unable: "no adapters" }, null)).toBe(
    "This server has no versions: no adapters. Start it with adapters, which is the default, to have some.",
  );
  expect(nothingToCompare(loop, kept(1))).toContain("There is only one version yet");
  expect(nothingToCompare(loop, kept(2))).toBeNull();
});
