/** Prometheus' text format, and the numbers of serving; expected values by hand. */
import { expect, test } from "vitest";
import { GAP, growth, parseMetrics, prefixHits, quantile, rate, type Reading, serving, times, total } from "../src/console/metrics";

const TEXT = String.raw`# HELP attune_votes_total Acknowledged votes.
# TYPE attune_votes_total counter
attune_votes_total{kind="feedback"} 12.0
attune_votes_total{kind="preference"} 3.0 1700000000000
plain 1.5e-3
said{text="a \"b\", c\\d\ne}",other="x y"} +Inf

broken{
worse NaN
`;
const reading = (at: number, text: string): Reading => ({ at, samples: parseMetrics(text) });

test("samples have names, labels and values, and what cannot be read is left out", () => {
  expect(parseMetrics(TEXT)).toEqual([
    { name: "attune_votes_total", labels: { kind: "feedback" }, value: 12 },
    { name: "attune_votes_total", labels: { kind: "preference" }, value: 3 },
    { name: "plain", labels: {}, value: 0.0015 },
    { name: "said", labels: { text: 'a "b", c\\d\ne}', other: "x y" }, value: Infinity },
  ]);
  expect(total(reading(0, TEXT), "attune_votes_total")).toBe(15);
  expect(total(reading(0, TEXT), "attune_votes")).toBeNull();
});

test("a counter's rate is what came between two readings, also across a restart", () => {
  const before = reading(10, "tokens_total 100");
  expect(rate(before, reading(14, "tokens_total 180"), "tokens_total")).toBe(20);
  expect(growth(before, reading(14, "tokens_total 30"), "tokens_total")).toBe(30);
  expect(rate(before, reading(14, "other 1"), "tokens_total")).toBeNull();
  expect(rate(before, reading(10, "tokens_total 180"), "tokens_total")).toBeNull();
});

const histogram = (...counts: number[]) =>
  ["0.1", "0.5", "1", "+Inf"].map((bound, index) => `t_bucket{le="${bound}"} ${counts[index]}`).join("\n");

test("a quantile lies within its bucket, of what came in between", () => {
  const nothing = reading(0, "");
  // Ten values: four up to 0.1, four more up to 0.5, one up to 1, one above.
  const first = reading(1, histogram(4, 8, 9, 10));
  expect(quantile(0.5, nothing, first, "t")).toBeCloseTo(0.2, 12);
  expect(quantile(0.2, nothing, first, "t")).toBeCloseTo(0.05, 12);
  expect(quantile(0.99, nothing, first, "t")).toBe(1);
  // Two more, both between 0.5 and 1.
  expect(quantile(0.5, first, reading(2, histogram(4, 8, 11, 12)), "t")).toBeCloseTo(0.75, 12);
  expect(quantile(0.5, first, first, "t")).toBeNull();
  expect(quantile(0.5, first, reading(2, histogram(1, 1, 1, 1)), "t")).toBeCloseTo(0.05, 12);
  expect(quantile(0.5, nothing, nothing, "t")).toBeNull();
});

test("a half and 95 of 100 come within these times, over all versions and engines", () => {
  const gaps = (name: string, ...counts: number[]) =>
    ["0.01", "0.025", "+Inf"]
      .map((bound, index) => `vllm:inter_token_latency_seconds_bucket{model_name="${name}",le="${bound}"} ${counts[index]}`)
      .join("\n");
  // 80 gaps up to 10 ms, 20 more up to 25 ms.
  const found = times(reading(0, ""), reading(2, `${gaps("a", 60, 70, 70)}\n${gaps("b", 20, 30, 30)}`), GAP);
  expect(found.half).toBeCloseTo(0.00625, 12);
  expect(found.most).toBeCloseTo(0.02125, 12);
  expect(times(reading(0, ""), reading(2, ""), GAP)).toEqual({ half: null, most: null });
});

test("serving at a glance, from vLLM's names", () => {
  const before = reading(0, "vllm:generation_tokens_total 0\nvllm:prefix_cache_queries_total 10\nvllm:prefix_cache_hits_total 5");
  const after = reading(
    2,
    `vllm:generation_tokens_total{engine="0",model_name="attune"} 600
vllm:num_requests_running{engine="0"} 3
vllm:num_requests_waiting{engine="0"} 1
vllm:kv_cache_usage_perc{engine="0"} 0.125
vllm:prefix_cache_queries_total 110
vllm:prefix_cache_hits_total 80`,
  );
  expect(serving(before, after)).toEqual({ at: 2, written: 300, read: null, running: 3, waiting: 1, cache: 0.125 });
  expect(prefixHits(before, after)).toBe(0.75);
  expect(prefixHits(after, after)).toBeNull();
});
