/**
 * A component's view of a controller: drawn again at every change of its state.
 */
import { useEffect, useState } from "preact/hooks";

export interface Store<T> {
  readonly state: T;
  subscribe(listener: () => void): () => void;
}

export function useStore<T>(store: Store<T>): T {
  const [state, setState] = useState(store.state);
  useEffect(() => {
    // It may have changed between the first drawing and now.
    setState(() => store.state);
    return store.subscribe(() => setState(() => store.state));
  }, [store]);
  return state;
}
