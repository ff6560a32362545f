/**
 * Gathers streamed text and hands it on once per animation frame.
 *
 * Tokens may arrive faster than the screen is drawn; painting each would only cost time. In a
 * hidden tab no frames come, so text waits there until `flush`.
 */
export class FrameText {
  private waiting = "";
  private frame: number | null = null;

  constructor(private readonly paint: (text: string) => void) {}

  add(text: string): void {
    this.waiting += text;
    this.frame ??= requestAnimationFrame(() => this.flush());
  }

  flush(): void {
    if (this.frame !== null) cancelAnimationFrame(this.frame);
    this.frame = null;
    if (this.waiting === "") return;
    const text = this.waiting;
    this.waiting = "";
    this.paint(text);
  }
}
