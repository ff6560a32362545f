/**
 * Keeps work that is done again and again from taking the page over: after a piece of it the page has
 * several times as long for everything else. What comes meanwhile is put off, and only the newest is done.
 */
const REST = 4;

export class Pace {
  private next = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Does the work now or soon, in place of any that still waits; `urgent` work does not wait. */
  run(work: () => void, urgent: boolean): void {
    clearTimeout(this.timer);
    const wait = urgent ? 0 : this.next - this.now();
    if (wait <= 0) this.work(work);
    else this.timer = setTimeout(() => this.work(work), wait);
  }

  /** What still waits is not done. */
  stop(): void {
    clearTimeout(this.timer);
  }

  private work(work: () => void): void {
    const begun = this.now();
    work();
    const over = this.now();
    this.next = over + REST * (over - begun);
  }
}
