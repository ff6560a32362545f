/**
 * How this page is set, whatever conversation is open: a controller over localStorage.
 */
import { loadPreferences, type Preferences, savePreferences } from "./storage";

export class PreferenceStore {
  state: Preferences = loadPreferences();
  private readonly listeners = new Set<() => void>();

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Another tab may have changed them. */
  reread(): void {
    this.state = loadPreferences();
    for (const listener of this.listeners) listener();
  }

  change(change: Partial<Preferences>): void {
    this.state = { ...this.state, ...change };
    savePreferences(this.state);
    for (const listener of this.listeners) listener();
  }
}
