/**
 * The versions as a line of descent: one row each, the newest first, with the lines to draw in it. Pure.
 *
 * What is live and everything it comes from stands in lane 0; a branch beside it keeps one lane from its
 * first version to its last, the nearest one that is free for that long.
 */
export interface Born {
  readonly version: number;
  /** Of version 0: itself. */
  readonly parent: number;
}

export interface Row {
  readonly version: number;
  readonly lane: number;
  /** Lanes whose line passes through. */
  readonly through: readonly number[];
  /** Lanes of its children, whose lines end here from above. */
  readonly children: readonly number[];
  /** Whether a line goes on below, to its parent. */
  readonly hasParent: boolean;
}

export function descent(versions: readonly Born[], live: number): Row[] {
  const parents = new Map(versions.map(({ version, parent }) => [version, parent]));
  const oldestFirst = [...parents.keys()].sort((a, b) => a - b);
  const lanes = lanesOf(oldestFirst, parents, lineOf(live, parents));
  const edges = oldestFirst
    .filter((version) => hasParent(version, parents))
    .map((version) => ({ from: version, to: parents.get(version)!, lane: lanes.get(version)! }));
  return oldestFirst.reverse().map((version) => ({
    version,
    lane: lanes.get(version)!,
    through: unique(edges.filter(({ from, to }) => to < version && version < from).map(({ lane }) => lane)),
    children: unique(edges.filter(({ to }) => to === version).map(({ lane }) => lane)),
    hasParent: hasParent(version, parents),
  }));
}

/** A version and all it comes from. */
function lineOf(version: number, parents: ReadonlyMap<number, number>): Set<number> {
  const line = new Set<number>();
  for (let at: number | undefined = version; at !== undefined && !line.has(at); at = parents.get(at)) line.add(at);
  return line;
}

function lanesOf(
  oldestFirst: readonly number[],
  parents: ReadonlyMap<number, number>,
  main: ReadonlySet<number>,
): Map<number, number> {
  const lanes = new Map<number, number>();
  const branches: number[][] = [];
  for (const version of oldestFirst) {
    if (main.has(version)) lanes.set(version, 0);
    else {
      const grown = branches.find((branch) => branch.at(-1) === parents.get(version));
      if (grown) grown.push(version);
      else branches.push([version]);
    }
  }
  // From where the line leaves its parent to the branch's end, a lane can hold one branch.
  const taken: { lane: number; start: number; end: number }[] = [];
  for (const branch of branches) {
    const [start, end] = [parents.get(branch[0]!) ?? branch[0]!, branch.at(-1)!];
    let lane = 1;
    while (taken.some((other) => other.lane === lane && start < other.end && other.start < end)) lane++;
    taken.push({ lane, start, end });
    for (const version of branch) lanes.set(version, lane);
  }
  return lanes;
}

function hasParent(version: number, parents: ReadonlyMap<number, number>): boolean {
  const parent = parents.get(version)!;
  return parent !== version && parents.has(parent);
}

function unique(lanes: readonly number[]): number[] {
  return [...new Set(lanes)].sort((a, b) => a - b);
}
