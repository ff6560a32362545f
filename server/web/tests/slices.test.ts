import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Slices } from "../src/slices";

let time: number;
let done: string[];
let slices: Slices;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  [time, done] = [0, []];
  slices = new Slices(() => time);
});

afterEach(() => void vi.useRealTimers());

/** A piece of work that takes fifteen milliseconds. */
const work = (name: string) => () => {
  done.push(name);
  time += 15;
};

test("what fits in forty milliseconds is done at once, and the rest in turns with the page", () => {
  for (const name of "abcdefgh") slices.run({ isConnected: true }, work(name));
  expect(done.join("")).toBe("abc");
  vi.advanceTimersByTime(39);
  expect(done.join("")).toBe("abc");
  vi.advanceTimersByTime(1);
  expect(done.join("")).toBe("abcdef");
  vi.advanceTimersByTime(40);
  expect(done.join("")).toBe("abcdefgh");
  for (const name of "ij") slices.run({ isConnected: true }, work(name));
  expect(done.join("")).toBe("abcdefghi");
  vi.advanceTimersByTime(40);
  expect(done.join("")).toBe("abcdefghij");
});

test("what has gone from the page meanwhile is left out", () => {
  for (const name of "abc") slices.run({ isConnected: false }, work(name));
  slices.run({ isConnected: false }, work("gone"));
  slices.run({ isConnected: true }, work("d"));
  vi.advanceTimersByTime(40);
  expect(done.join("")).toBe("abcd");
});
