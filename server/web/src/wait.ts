/** Waiting between tries. */
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;

/** How long to wait after so many failures in a row. */
export function backoff(failures: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS);
}

/** Ends early, and not in an error, when the signal does. */
export function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((awake) => {
    const timer = setTimeout(awake, milliseconds);
    signal.addEventListener("abort", () => (clearTimeout(timer), awake()), { once: true });
  });
}
