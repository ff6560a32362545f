/**
 * Whether there is room for the list of conversations beside the chat.
 */
import { useEffect, useState } from "preact/hooks";

const NARROW = "(max-width: 56rem)";

export function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(NARROW).matches);
  useEffect(() => {
    const query = matchMedia(NARROW);
    const onChange = () => setNarrow(query.matches);
    query.addEventListener("change", onChange);
    return () => query.removeEventListener("change", onChange);
  }, []);
  return narrow;
}
