/**
 * Keeps the end of the conversation in view while it grows, unless the reader has scrolled away.
 */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** How near the end, in pixels, still counts as reading along. */
const NEAR = 80;

export interface Follow {
  /** The reader has scrolled up and there is more below. */
  readonly behind: boolean;
  readonly jump: () => void;
}

export function useFollow(content: unknown): Follow {
  const following = useRef(true);
  const [behind, setBehind] = useState(false);

  const jump = useCallback(() => {
    following.current = true;
    setBehind(false);
    toEnd();
  }, []);

  useEffect(() => {
    const onScroll = () => {
      following.current = distanceToEnd() < NEAR;
      setBehind(!following.current);
    };
    addEventListener("scroll", onScroll, { passive: true });
    return () => removeEventListener("scroll", onScroll);
  }, []);

  useLayoutEffect(() => {
    if (following.current) toEnd();
  }, [content]);

  return { behind, jump };
}

function distanceToEnd(): number {
  return document.documentElement.scrollHeight - window.innerHeight - window.scrollY;
}

function toEnd(): void {
  window.scrollTo({ top: document.documentElement.scrollHeight });
}
