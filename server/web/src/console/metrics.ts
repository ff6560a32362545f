/**
 * What `/metrics` says of serving: Prometheus' text format read, and the few numbers an operator asks for. Pure.
 *
 * Counters only grow, so rates and shares are of what came between two readings; a server that was started
 * anew counts from zero, and a reading below the one before is taken as such.
 */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** One reading. */
export interface Reading {
  /** Unix seconds. */
  readonly at: number;
  readonly samples: readonly Sample[];
}

/** What serving looked like between two readings; null where nothing was measured. */
export interface Serving {
  readonly at: number;
  /** A second. */
  readonly written: number | null;
  /** Prompt tokens a second. */
  readonly read: number | null;
  readonly running: number | null;
  readonly waiting: number | null;
  /** From 0 to 1. */
  readonly cache: number | null;
}

const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", '"': '"', "\\": "\\" };

/** Every sample; comments and lines that cannot be read are left out. */
export function parseMetrics(text: string): Sample[] {
  return text.split("\n").flatMap((line) => {
    const found = line.startsWith("#") ? null : LINE.exec(line);
    if (!found) return [];
    const value = numberOf(found[3]!);
    const labels = Object.fromEntries(
      Array.from((found[2] ?? "").matchAll(LABEL), ([, name, said]) => [
        name!,
        said!.replace(/\\(.)/g, (all, sign: string) => ESCAPES[sign] ?? all),
      ]),
    );
    return Number.isNaN(value) ? [] : [{ name: found[1]!, labels, value }];
  });
}

/** The sum over all labels; null if there is no such metric. */
export function total({ samples }: Reading, name: string): number | null {
  const found = samples.filter((sample) => sample.name === name);
  return found.length === 0 ? null : found.reduce((sum, { value }) => sum + value, 0);
}

/** How much a counter grew; null if it cannot be told. */
export function growth(before: Reading, after: Reading, name: string): number | null {
  const [from, to] = [total(before, name), total(after, name)];
  if (to === null) return null;
  return to >= (from ?? 0) ? to - (from ?? 0) : to;
}

/** A second. */
export function rate(before: Reading, after: Reading, name: string): number | null {
  const [grown, seconds] = [growth(before, after, name), after.at - before.at];
  return grown === null || seconds <= 0 ? null : grown / seconds;
}

export function serving(before: Reading, after: Reading): Serving {
  return {
    at: after.at,
    written: rate(before, after, "vllm:generation_tokens_total"),
    read: rate(before, after, "vllm:prompt_tokens_total"),
    running: total(after, "vllm:num_requests_running"),
    waiting: total(after, "vllm:num_requests_waiting"),
    cache: total(after, "vllm:kv_cache_usage_perc"),
  };
}

/** The share of prompt tokens that were found in the prefix cache; null where none were looked for. */
export function prefixHits(before: Reading, after: Reading): number | null {
  const looked = growth(before, after, "vllm:prefix_cache_queries_total");
  const found = growth(before, after, "vllm:prefix_cache_hits_total");
  return looked === null || found === null || looked === 0 ? null : found / looked;
}

/**
 * A quantile of what a histogram took in between two readings, linear within its bucket as Prometheus'
 * `histogram_quantile` has it; the largest finite bound where it lies above. Null if nothing came in.
 */
export function quantile(share: number, before: Reading, after: Reading, name: string): number | null {
  const earlier = buckets(before, name);
  const later = buckets(after, name);
  const restarted = (later.at(-1)?.count ?? 0) < (earlier.at(-1)?.count ?? 0);
  const grown = later.map(({ bound, count }, index) => ({
    bound,
    count: count - (restarted ? 0 : (earlier[index]?.count ?? 0)),
  }));
  const all = grown.at(-1)?.count ?? 0;
  if (all === 0) return null;
  const wanted = share * all;
  const place = grown.findIndex(({ count }) => count >= wanted);
  const [lower, here] = [grown[place - 1] ?? { bound: 0, count: 0 }, grown[place]!];
  if (here.bound === Infinity) return lower.bound;
  return lower.bound + ((here.bound - lower.bound) * (wanted - lower.count)) / (here.count - lower.count);
}

export const FIRST_TOKEN = "attune_first_token_seconds";
/** From one token of a reply to its next. */
export const GAP = "vllm:inter_token_latency_seconds";

/** Within which times a half and 95 of 100 of a histogram's values came between two readings. */
export function times(before: Reading, after: Reading, name: string): { half: number | null; most: number | null } {
  return { half: quantile(0.5, before, after, name), most: quantile(0.95, before, after, name) };
}

/** Cumulative counts by upper bound, ascending, over all other labels. */
function buckets({ samples }: Reading, name: string): { bound: number; count: number }[] {
  const counts = new Map<number, number>();
  for (const { labels, value } of samples.filter((sample) => sample.name === `${name}_bucket`)) {
    const bound = numberOf(labels["le"] ?? "");
    if (!Number.isNaN(bound)) counts.set(bound, (counts.get(bound) ?? 0) + value);
  }
  return [...counts].map(([bound, count]) => ({ bound, count })).sort((a, b) => a.bound - b.bound);
}

function numberOf(text: string): number {
  if (/^[+-]?inf$/i.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
  return text === "" ? NaN : Number(text);
}
