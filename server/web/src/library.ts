/**
 * All conversations of this browser, and the one that is open: the page's memory.
 *
 * Every change of a conversation goes through `change`. What the list shows is written at once, text
 * that streams at most once a second. The open conversation may be a blank one, which is kept from
 * its first message on. Other tabs are told what was written and read it again.
 */
import { afterReload, blankConversation, type Conversation } from "./conversation";
import { type Action, reduce } from "./reduce";
import { matches, streamingReplies, titleOf } from "./selectors";
import { isFull, randomId, type Records } from "./storage";

/** Why what is said now may be gone tomorrow; null if all is kept. */
export type Trouble = "full" | "refused" | null;

/** A line of the list. */
export interface Entry {
  readonly id: string;
  readonly title: string;
  readonly updated: number;
  /** A reply is being written in it. */
  readonly busy: boolean;
}

export interface Shelf {
  readonly open: Conversation;
  /** The newest first. */
  readonly list: readonly Entry[];
  readonly trouble: Trouble;
}

const SAVE_MS = 1000;
const GROWTH = new Set<Action["type"]>(["text", "reasoning", "tool"]);

export class Library {
  state: Shelf;
  private readonly kept = new Map<string, Conversation>();
  private readonly listeners = new Set<() => void>();
  private readonly late = new Map<string, ReturnType<typeof setTimeout>>();

  /** `written` hears of each conversation that was written or removed. */
  constructor(
    private readonly records: Records,
    private readonly written: (id: string) => void = () => undefined,
    private readonly now: () => number = Date.now,
  ) {
    this.state = { open: this.blank(), list: [], trouble: null };
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async load(): Promise<void> {
    try {
      for (const conversation of await this.records.all()) this.kept.set(conversation.id, afterReload(conversation));
      this.update({});
    } catch {
      this.update({ trouble: "refused" });
    }
  }

  find(id: string): Conversation | undefined {
    return this.kept.get(id) ?? (this.state.open.id === id ? this.state.open : undefined);
  }

  /** Opens a conversation, or a blank one if there is none of this id. */
  open(id: string | null): void {
    const found = id === null ? undefined : this.kept.get(id);
    this.update({ open: found ?? this.blank() });
  }

  /** Puts in a conversation that comes from elsewhere. */
  add(conversation: Conversation): void {
    this.kept.set(conversation.id, conversation);
    this.update({});
    void this.save(conversation.id);
  }

  /** Does nothing where the conversation was deleted meanwhile. */
  change(id: string, action: Action): void {
    const before = this.find(id);
    if (!before) return;
    const after = reduce(before, action);
    if (after.turns.length > 0) this.kept.set(id, after);
    const open = this.state.open.id === id ? after : this.state.open;
    if (GROWTH.has(action.type)) {
      this.tell({ ...this.state, open });
      if (!this.late.has(id)) this.late.set(id, setTimeout(() => void this.save(id), SAVE_MS));
    } else {
      this.update({ open });
      void this.save(id);
    }
  }

  async remove(id: string): Promise<void> {
    this.forget(id);
    this.kept.delete(id);
    this.update(this.state.open.id === id ? { open: this.blank() } : {});
    await this.keep(() => this.records.remove(id));
    this.written(id);
  }

  /** The entries in which all words of the query stand. */
  search(query: string): readonly Entry[] {
    return this.state.list.filter((entry) => matches(this.kept.get(entry.id)!, query));
  }

  /** Reads again what another tab has written, unless a reply is being written here. */
  async reread(id: string): Promise<void> {
    const mine = this.kept.get(id);
    if (mine && streamingReplies(mine).length > 0) return;
    const read = await this.records.one(id).catch(() => null);
    if (read) this.kept.set(id, afterReload(read));
    else this.kept.delete(id);
    this.update(this.state.open.id === id ? { open: this.kept.get(id) ?? this.blank() } : {});
  }

  /** Writes down what is still waiting: the page may go away. */
  flush(): void {
    for (const id of [...this.late.keys()]) void this.save(id);
  }

  private async save(id: string): Promise<void> {
    this.forget(id);
    const conversation = this.kept.get(id);
    if (!conversation) return;
    await this.keep(() => this.records.put(conversation));
    this.written(id);
  }

  private async keep(write: () => Promise<void>): Promise<void> {
    let trouble: Trouble = null;
    try {
      await write();
    } catch (error) {
      trouble = isFull(error) ? "full" : "refused";
    }
    if (trouble !== this.state.trouble) this.update({ trouble });
  }

  private forget(id: string): void {
    clearTimeout(this.late.get(id));
    this.late.delete(id);
  }

  private blank(): Conversation {
    return blankConversation(randomId(), this.now());
  }

  private update(change: Partial<Shelf>): void {
    const list = [...this.kept.values()]
      .sort((a, b) => b.updated - a.updated)
      .map((one) => ({ id: one.id, title: titleOf(one), updated: one.updated, busy: streamingReplies(one).length > 0 }));
    this.tell({ ...this.state, ...change, list });
  }

  private tell(state: Shelf): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
