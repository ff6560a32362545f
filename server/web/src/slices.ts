/**
 * Work on many elements that does not keep the page waiting: what takes too long now is done a little
 * later, some of it at a time, and not at all for an element that is gone by then.
 */

/** Milliseconds of work in one go, and at least as many for the page after it. */
const SLICE = 40;

export class Slices {
  private readonly waiting: (() => void)[] = [];
  private used = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly now: () => number = () => performance.now()) {}

  run(element: Pick<Element, "isConnected">, work: () => void): void {
    if (this.used < SLICE) this.timed(work);
    else this.waiting.push(() => element.isConnected && this.timed(work));
    this.timer ??= setTimeout(() => this.next(), SLICE);
  }

  private next(): void {
    this.used = 0;
    while (this.used < SLICE && this.waiting.length > 0) this.waiting.shift()!();
    this.timer = this.waiting.length > 0 ? setTimeout(() => this.next(), SLICE) : undefined;
  }

  private timed(work: () => void): void {
    const begun = this.now();
    work();
    this.used += this.now() - begun;
  }
}
