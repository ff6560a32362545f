import { expect, test } from "vitest";
import { splitThinking } from "../src/thinking";

test.each([
  ["Hello", "", "Hello"],
  ["<think>\nhm\n</think>\n\nHello", "hm", "Hello"],
  ["\n<think>half a thou", "half a thou", ""],
  ["<think></think>\n\nHello", "", "Hello"],
  ["In HTML, <think>x</think> is nothing", "", "In HTML, <think>x</think> is nothing"],
])("%j", (text, reasoning, answer) => {
  expect(splitThinking(text)).toEqual({ reasoning, answer });
});
