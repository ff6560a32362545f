/**
 * The list of conversations under headings of time, as people know it from other chats.
 */
import type { Entry } from "./library";

export interface Period {
  readonly name: string;
  readonly entries: readonly Entry[];
}

/** Entries, newest first, by the reader's own days; periods without any are left out. */
export function byPeriod(entries: readonly Entry[], now: number): Period[] {
  const today = new Date(now).setHours(0, 0, 0, 0);
  const before = (days: number) => new Date(today).setDate(new Date(today).getDate() - days);
  const starts = [
    { name: "Today", start: today },
    { name: "Yesterday", start: before(1) },
    { name: "Last 7 days", start: before(7) },
    { name: "Last 30 days", start: before(30) },
    { name: "Older", start: -Infinity },
  ];
  const periods = starts.map(({ name, start }, index) => {
    const end = starts[index - 1]?.start ?? Infinity;
    return { name, entries: entries.filter(({ updated }) => updated >= start && updated < end) };
  });
  return periods.filter((period) => period.entries.length > 0);
}
