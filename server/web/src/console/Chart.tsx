/**
 * A small line chart, drawn by uPlot in the page's colours; drawn anew when the light changes.
 *
 * uPlot sets styles through the CSSOM, which the strict policy allows. Readers who do not see it get
 * the `label`, which says in words what the lines do.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import uPlot from "uplot";

export interface Line {
  readonly name: string;
  /** A colour token of theme.css. */
  readonly colour: string;
  readonly y: readonly (number | null)[];
  readonly dashed?: boolean;
  /** Bars for what is counted in stretches of time. */
  readonly bars?: boolean;
  /** What is said of a place, where `y` is a sum that bars stand on. */
  readonly told?: readonly number[];
}

interface Props {
  label: string;
  x: readonly number[];
  lines: readonly Line[];
  /** Whether `x` is Unix seconds. */
  time?: boolean;
  /** Whether they are the beginnings of days in universal time, to be told as dates. */
  days?: boolean;
  height?: number;
  show: (value: number) => string;
  /** Whether values are counts or rates: their axis begins at zero and has whole steps. */
  fromZero?: boolean;
  /** What a place on the axis below is called. */
  place?: (x: number) => string;
}

const WHOLE = [1, 2, 5].flatMap((step) => [1, 10, 100, 1000, 10_000].map((scale) => step * scale)).sort((a, b) => a - b);
const HOUR = 3600;
const DAYS = [1, 2, 7, 14, 30, 90, 365].map((days) => 24 * days * HOUR);
/** In seconds: nothing here is told more finely. */
const TIMES = [
  ...[1, 2, 5, 10, 15, 30].flatMap((step) => [step, 60 * step]),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...DAYS,
].sort((a, b) => a - b);
const DARK = matchMedia("(prefers-color-scheme: dark)");

function useDark(): boolean {
  const [dark, setDark] = useState(DARK.matches);
  useEffect(() => {
    const onChange = () => setDark(DARK.matches);
    DARK.addEventListener("change", onChange);
    return () => DARK.removeEventListener("change", onChange);
  }, []);
  return dark;
}

export function Chart(props: Props) {
  const { label, x, lines, days = false, height = 130 } = props;
  const box = useRef<HTMLDivElement>(null);
  const readout = useRef<HTMLParagraphElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(lines);
  latest.current = lines;
  const dark = useDark();
  const data = [x, ...lines.map(({ y }) => y)] as unknown as uPlot.AlignedData;
  const kinds = lines.map(({ name }) => name).join();

  useEffect(() => {
    // A chart that goes as soon as it came has no elements left by now.
    const [frame, words] = [box.current, readout.current];
    if (!frame || !words) return;
    const told = (text: string) => void (words.textContent = text);
    const drawn = new uPlot(options(props, frame.clientWidth, told, () => latest.current), data, frame);
    plot.current = drawn;
    const sizes = new ResizeObserver(() => drawn.setSize({ width: frame.clientWidth, height }));
    sizes.observe(frame);
    return () => {
      sizes.disconnect();
      drawn.destroy();
      plot.current = null;
    };
  }, [dark, kinds, height, days]);
  useEffect(() => plot.current?.setData(data), [x, lines]);

  return (
    <figure class="chart" role="img" aria-label={label}>
      <div ref={box} aria-hidden="true" />
      <p ref={readout} class="readout" aria-hidden="true" />
    </figure>
  );
}

function options(
  props: Props,
  width: number,
  told: (text: string) => void,
  current: () => readonly Line[],
): uPlot.Options {
  const { lines, time = false, days = false, height = 130, show, fromZero = false, place } = props;
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const ink = token("--soft");
  const axis = { stroke: ink, grid: { stroke: token("--line"), width: 1 }, ticks: { show: false }, font: "11px system-ui" };
  const one = (plot: uPlot) => {
    const at = plot.cursor.idx;
    if (at == null) return told("");
    const where = place ? [place(plot.data[0][at]!)] : [];
    const values = current().map(({ name, told }, index) => {
      const value = told ? told[at] : plot.data[index + 1]?.[at];
      return value == null ? "" : `${current().length > 1 ? `${name} ` : ""}${show(value)}`;
    });
    told([...where, ...values].filter(Boolean).join(" · "));
  };
  return {
    width,
    height,
    // The last time's label reaches beyond its place.
    padding: [8, time ? 28 : 12, 0, 0],
    ...(days ? { tzDate: (at: number) => uPlot.tzDate(new Date(1000 * at), "UTC") } : {}),
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
    scales: {
      x: { time, range: ({ data }) => places(props, data[0]) },
      y: { range: (_, low, high) => (fromZero ? span(0, Math.max(high ?? 0, 1)) : span(low ?? 0, high ?? 1)) },
    },
    axes: [
      { ...axis, size: time ? 38 : 24, incrs: days ? DAYS : time ? TIMES : WHOLE },
      { ...axis, size: 44, space: 28, values: (_, ticks) => ticks.map(show), ...(fromZero ? { incrs: WHOLE } : {}) },
    ],
    series: [
      {},
      ...lines.map(({ name, colour, dashed, bars }) => ({
        label: name,
        stroke: token(colour),
        width: 1.8,
        points: { show: !dashed && !bars && props.x.length < 40, size: 5 },
        ...(dashed ? { dash: [5, 4], width: 1 } : {}),
        ...(bars ? { paths: uPlot.paths.bars!({ size: [0.7, 40], radius: 0.2 }), fill: token(colour), width: 0 } : {}),
      })),
    ],
    hooks: { setCursor: [one] },
  };
}

/** All of `x`, with room for half a bar at both ends, or around a point that is alone: uPlot gives that years. */
function places({ lines, time }: Props, x: ArrayLike<number>): [number, number] {
  const [low, high] = [x[0] ?? 0, x[x.length - 1] ?? 0];
  const step = x.length > 1 ? (high - low) / (x.length - 1) : time ? HOUR : 1;
  const room = lines.some(({ bars }) => bars) || low === high ? step / 2 : 0;
  return [low - room, high + room];
}

/** A little room above and below, also for a line that is flat. */
function span(low: number, high: number): [number, number] {
  const room = (high - low || Math.abs(high) || 1) * 0.08;
  return [low === 0 ? 0 : low - room, high + room];
}
