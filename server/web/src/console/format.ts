/**
 * Numbers, shares and times as people read them. Pure; what is missing or no number is a dash.
 */
export const NOTHING = "–";

export function number(value: unknown, digits = 2): string {
  if (typeof value !== "number" || !Number.isFinite(value)) return NOTHING;
  return value.toLocaleString("en", { maximumFractionDigits: digits, minimumFractionDigits: 0 });
}

/** Two digits behind the point, or three where two would say little. */
export function fine(value: unknown): string {
  return number(value, typeof value === "number" && Math.abs(value) < 0.1 ? 3 : 2);
}

/** 0.846 is 85 %. */
export function percent(part: unknown, digits = 0): string {
  if (typeof part !== "number" || !Number.isFinite(part)) return NOTHING;
  return `${number(100 * part, digits)}\u00a0%`;
}

/** As papers write it: 0.85 [0.72, 0.92]. */
export function interval(value: number, low: number, high: number): string {
  return `${value.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
}

/** From so many minutes on, seconds say nothing. */
const COARSE = 10;

/** Seconds, to two units at most. */
export function duration(seconds: unknown): string {
  if (typeof seconds !== "number" || !Number.isFinite(seconds) || seconds < 0) return NOTHING;
  if (seconds < 1) return `${Math.round(1000 * seconds)}\u00a0ms`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${number(seconds, seconds < 10 ? 1 : 0)}\u00a0s`;
  if (whole < 60 * COARSE && whole % 60 !== 0) return `${Math.floor(whole / 60)}\u00a0min ${whole % 60}\u00a0s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes}\u00a0min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours}\u00a0h` : `${hours}\u00a0h ${minutes % 60}\u00a0min`;
  return `${Math.round(hours / 24)} days`;
}

/** How long ago Unix seconds are, in whole minutes at least. */
export function ago(at: number, now: number): string {
  const minutes = Math.floor((now - at) / 60);
  return minutes < 1 ? "just now" : `${duration(60 * minutes)} ago`;
}

/** Unix seconds as the reader's date and time. */
export function dateTime(at: number): string {
  return new Date(1000 * at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
}

/** Unix seconds as the day of universal time that they begin, which is how the server counts days. */
export function day(at: number): string {
  return new Date(1000 * at).toLocaleDateString([], { dateStyle: "medium", timeZone: "UTC" });
}

export function clock(at: number): string {
  return new Date(1000 * at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}

export function counted(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** A version's state as a badge says it. */
export function stateWord(state: string): string {
  return state === "canary" ? "on trial" : state.replace("_", " ");
}
