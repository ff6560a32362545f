/**
 * Puts a panel below its button, or above it near the end of the screen. Set through the CSSOM, which
 * a strict style policy allows; `width` is that of its style, in rem.
 */
export function placeBeside({ style }: HTMLElement, button: HTMLElement, width: number): void {
  const { left, top, bottom } = button.getBoundingClientRect();
  const low = bottom > innerHeight * 0.65;
  style.top = low ? "auto" : `${bottom + 4}px`;
  style.bottom = low ? `${innerHeight - top + 4}px` : "auto";
  style.left = `max(0.5rem, min(${left}px, 100vw - ${width + 0.5}rem))`;
}
