/** Which versions can be asked to serve. */
import { expect, test } from "vitest";
import { whyUnable } from "../src/console/standing";
import type { Version } from "../src/console/types";

const version = (change: Partial<Version>) => ({ version: 3, state: "candidate", pruned: false, ...change }) as Version;

test("a version serves unless its weights are gone or it could not be proved", () => {
  for (const state of ["candidate", "canary", "live", "retired", "rolled_back"] as const) {
    expect(whyUnable(version({ state }))).toBeNull();
  }
  expect(whyUnable(version({ pruned: true }))).toContain("removed to save space");
  expect(whyUnable(version({ state: "rejected" }))).toContain("cannot serve");
});
