/**
 * What the browser remembers: conversations in IndexedDB, one record each; the API key for this tab;
 * who votes here and how this page is set in localStorage.
 *
 * IndexedDB, because localStorage ends at five megabytes and writes all of a history each time and
 * while the page waits. A browser that refuses storage costs the memory and never the chat.
 */
import { createStore, del, entries, get, type UseStore } from "idb-keyval";
import type { Conversation } from "./conversation";

const KEY = "attune.key";
const RATER = "attune.rater";
const PREFERENCES = "attune.preferences";
/** The record's own version: conversations of an older page are read by migrate.ts. */
const VERSION = 2;

/** A conversation on record. */
export interface Saved {
  /** Grows with every write, so that a tab knows whether another one has written since it read. */
  readonly revision: number;
  readonly conversation: Conversation;
}

type Stored = Omit<Saved, "revision"> & { readonly version: number; readonly revision?: number };

/** Where conversations are kept. Every method rejects where the browser refuses. */
export class Records {
  private opened: UseStore | null = null;

  async all(): Promise<Saved[]> {
    const stored = await entries<string, Stored>(this.store());
    return stored.flatMap(([, record]) => readable(record) ?? []);
  }

  async one(id: string): Promise<Saved | null> {
    return readable(await get<Stored>(id, this.store()));
  }

  /**
   * Writes what `change` makes of a record, or nothing where that is null. Both are one transaction:
   * no other tab writes in between, and `change` must not wait.
   */
  async update(id: string, change: (saved: Saved | null) => Saved | null): Promise<void> {
    await this.store()("readwrite", async (store) => {
      const { transaction } = store;
      const over = new Promise<void>((done, failed) => {
        transaction.oncomplete = () => done();
        transaction.onabort = () => failed(transaction.error);
      });
      const read = store.get(id) as IDBRequest<Stored | undefined>;
      read.onsuccess = () => {
        const wanted = change(readable(read.result));
        if (wanted) store.put({ version: VERSION, ...wanted } satisfies Stored, id);
      };
      await over;
    });
  }

  async remove(id: string): Promise<void> {
    await del(id, this.store());
  }

  private store(): UseStore {
    return (this.opened ??= createStore("attune", "conversations"));
  }
}

function readable(record: Stored | undefined): Saved | null {
  return record?.version === VERSION ? { revision: record.revision ?? 0, conversation: record.conversation } : null;
}

export function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === "QuotaExceededError";
}

export function loadKey(): string | null {
  return read(() => sessionStorage, KEY);
}

export function saveKey(key: string): void {
  write(() => sessionStorage, KEY, key);
}

/** A random name for this browser, so that its votes are told apart from those of others. */
export function loadRater(): string {
  const known = read(() => localStorage, RATER);
  if (known && /^[\w-]{8,64}$/.test(known)) return known;
  const fresh = `browser-${randomId()}`;
  write(() => localStorage, RATER, fresh);
  return fresh;
}

/** How the whole page is set, apart from any conversation. */
export interface Preferences {
  /** How often two replies are written at once, to choose between: from 0 to 1. */
  readonly compareShare: number;
  /** Whether the list of conversations stands beside the chat where there is room. */
  readonly sidebar: boolean;
}

const PREFERRED: Preferences = { compareShare: 0.1, sidebar: true };

export function loadPreferences(): Preferences {
  try {
    const saved = JSON.parse(read(() => localStorage, PREFERENCES) ?? "{}") as Partial<Preferences>;
    const { compareShare: share, sidebar } = { ...PREFERRED, ...saved };
    const fits = typeof share === "number" && share >= 0 && share <= 1;
    return { compareShare: fits ? share : PREFERRED.compareShare, sidebar: sidebar === true };
  } catch {
    return PREFERRED;
  }
}

export function savePreferences(preferences: Preferences): void {
  write(() => localStorage, PREFERENCES, JSON.stringify(preferences));
}

/** `crypto.randomUUID` exists only on https and loopback. */
export function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function read(storage: () => Storage, name: string): string | null {
  try {
    return storage().getItem(name);
  } catch {
    return null;
  }
}

function write(storage: () => Storage, name: string, value: string): void {
  try {
    storage().setItem(name, value);
  } catch {
    // Refused or full: the page goes on and forgets at the next reload.
  }
}
