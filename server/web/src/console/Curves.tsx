/**
 * PPO's curves as small multiples, each over the iterations.
 */
import { useMemo } from "preact/hooks";
import { Chart } from "./Chart";
import type { Curve } from "./evidence";
import { counted, fine } from "./format";

export function Curves({ curves }: { curves: readonly Curve[] }) {
  if (curves.length === 0) return null;
  return (
    <div class="curves">
      {curves.map((curve) => (
        <One key={curve.name} curve={curve} />
      ))}
    </div>
  );
}

function One({ curve: { name, unit, hint, x, y, bound } }: { curve: Curve }) {
  const known = y.filter((value) => value !== null);
  const lines = useMemo(
    () => [
      { name, colour: "--accent", y },
      ...(bound === null ? [] : [{ name: "budget", colour: "--danger", y: x.map(() => bound), dashed: true }]),
    ],
    [x, y, bound],
  );
  const course = `${name} in ${unit}: from ${fine(known[0])} to ${fine(known.at(-1))} in ${counted(x.length, "iteration")}.`;
  return (
    <div class="curve" title={hint}>
      <p class="curve-name">
        {name} <span class="soft">{unit}</span>
        <strong title={`At the last iteration. ${hint}`}>{fine(known.at(-1))}</strong>
      </p>
      <Chart label={`${course} ${hint}`} x={x} lines={lines} show={fine} place={(at) => `iteration ${at}`} />
    </div>
  );
}
