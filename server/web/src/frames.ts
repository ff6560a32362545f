/**
 * Gathers streamed text and hands it on once per animation frame.
 *
 * Tokens may arrive faster than the screen is drawn; painting each would only cost time. In a
 * hidden tab no frames come, so text waits there until `flush`. What is handed on is of one kind and
 * names the last event in it: whoever keeps it knows how far the reply has come.
 */
import type { Growth } from "./stream";

export class FrameText {
  private waiting: Growth | null = null;
  private frame: number | null = null;

  constructor(private readonly paint: (grown: Growth) => void) {}

  add(piece: Growth): void {
    if (this.waiting && this.waiting.type !== piece.type) this.flush();
    this.waiting = { ...this.waiting, ...piece, text: (this.waiting?.text ?? "") + piece.text };
    this.frame ??= requestAnimationFrame(() => this.flush());
  }

  flush(): void {
    if (this.frame !== null) cancelAnimationFrame(this.frame);
    this.frame = null;
    const grown = this.waiting;
    this.waiting = null;
    if (grown) this.paint(grown);
  }
}
