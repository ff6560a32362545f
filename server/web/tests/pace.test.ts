import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Pace } from "../src/pace";

let time: number;
let done: string[];
let pace: Pace;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  [time, done] = [0, []];
  pace = new Pace(() => time);
});

afterEach(() => void vi.useRealTimers());

/** A piece of work that takes ten milliseconds. */
const work = (name: string) => () => {
  done.push(name);
  time += 10;
};
const pass = (milliseconds: number) => {
  time += milliseconds;
  vi.advanceTimersByTime(milliseconds);
};

test("after ten milliseconds of work forty are left to the page, and then the newest is done", () => {
  pace.run(work("a"), false);
  pace.run(work("b"), false);
  pace.run(work("c"), false);
  pass(39);
  expect(done).toEqual(["a"]);
  pass(1);
  expect(done).toEqual(["a", "c"]);
  pass(40);
  pace.run(work("d"), false);
  expect(done).toEqual(["a", "c", "d"]);
});

test("what is urgent is done at once, and nothing older after it", () => {
  pace.run(work("a"), false);
  pace.run(work("b"), false);
  pace.run(work("c"), true);
  pass(1000);
  expect(done).toEqual(["a", "c"]);
});

test("once it is stopped, what waits is not done", () => {
  pace.run(work("a"), false);
  pace.run(work("b"), false);
  pace.stop();
  pass(1000);
  expect(done).toEqual(["a"]);
});
