/** Versions as a line of descent. */
import { expect, test } from "vitest";
import { descent } from "../src/console/descent";

const born = (...parents: number[]) => parents.map((parent, version) => ({ version, parent }));
const lanes = (parents: number[], live: number) =>
  Object.fromEntries(descent(born(...parents), live).map(({ version, lane }) => [version, lane]));

test("one line of versions stands in one lane, the newest first", () => {
  expect(descent(born(0, 0, 1), 2)).toEqual([
    { version: 2, lane: 0, through: [], children: [], hasParent: true },
    { version: 1, lane: 0, through: [], children: [0], hasParent: true },
    { version: 0, lane: 0, through: [], children: [0], hasParent: false },
  ]);
});

test("a version that was rolled back stands beside the line that went on", () => {
  // 2 came from 1 and was rolled back; 3 came from 1 again and is live.
  expect(descent(born(0, 0, 1, 1), 3)).toEqual([
    { version: 3, lane: 0, through: [], children: [], hasParent: true },
    { version: 2, lane: 1, through: [0], children: [], hasParent: true },
    { version: 1, lane: 0, through: [], children: [0, 1], hasParent: true },
    { version: 0, lane: 0, through: [], children: [0], hasParent: false },
  ]);
});

test("what is live decides which line is the straight one", () => {
  expect(lanes([0, 0, 1, 1], 2)).toEqual({ 0: 0, 1: 0, 2: 0, 3: 1 });
  expect(lanes([0, 0, 1], 0)).toEqual({ 0: 0, 1: 1, 2: 1 });
});

test("branches share a lane only where they do not pass each other", () => {
  // 1 and 2 both leave 0, side by side; 4 leaves 3 after both have ended.
  expect(lanes([0, 0, 0, 0, 3, 3], 5)).toEqual({ 0: 0, 1: 1, 2: 2, 3: 0, 4: 1, 5: 0 });
});

test("a parent that is not there ends the line", () => {
  expect(descent([{ version: 4, parent: 2 }], 4)).toEqual([
    { version: 4, lane: 0, through: [], children: [], hasParent: false },
  ]);
});
