/**
 * All conversations of this browser, and the one that is open: the page's memory.
 *
 * Every change of a conversation goes through `change`. What the list shows is written at once, text
 * that streams at most once a second. The open conversation may be a blank one, which is kept from
 * its first message on.
 *
 * Several tabs may have one conversation. Where another one has written since this one read, its
 * record is taken, and on it what was done here (merge.ts): nobody's change is lost, and what was
 * deleted in another tab stays deleted.
 */
import { afterReload, blankConversation, type Conversation, cutShort, goesOn, type Reply } from "./conversation";
import { GROWTH, merged } from "./merge";
import { type Action, reduce } from "./reduce";
import { matches, streamingReplies, titleOf } from "./selectors";
import { isFull, randomId, type Records, type Saved } from "./storage";

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

export class Library {
  state: Shelf;
  private readonly kept = new Map<string, Conversation>();
  private readonly listeners = new Set<() => void>();
  private readonly late = new Map<string, ReturnType<typeof setTimeout>>();
  /** The revision of the record that memory stands on; none where nothing was read or written yet. */
  private readonly seen = new Map<string, number>();
  /** What was done here and is not on record, pieces of replies apart. */
  private readonly undone = new Map<string, Action[]>();
  /** The replies that this tab writes or has written. */
  private readonly mine = new Map<string, Set<string>>();
  /** The replies that other tabs write, by conversation and tab. */
  private readonly theirs = new Map<string, Map<string, readonly string[]>>();
  /** What was deleted, here or in another tab: what is still on its way does not bring it back. */
  private readonly gone = new Set<string>();

  /** `written` hears of each conversation that was written or removed, with the replies that are being written here. */
  constructor(
    private readonly records: Records,
    private readonly written: (id: string, live: readonly string[]) => void = () => undefined,
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
      for (const { conversation, revision } of await this.records.all()) {
        this.kept.set(conversation.id, afterReload(conversation));
        this.seen.set(conversation.id, revision);
      }
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
    this.put(conversation);
    void this.save(conversation.id);
  }

  /** Does nothing where the conversation was deleted meanwhile. */
  change(id: string, action: Action): void {
    const before = this.find(id);
    if (!before) return;
    const after = reduce(before, action);
    if (after.turns.length > 0) this.kept.set(id, after);
    this.own(before, after);
    const open = this.state.open.id === id ? after : this.state.open;
    if (GROWTH.has(action.type)) {
      this.tell({ ...this.state, open });
      if (!this.late.has(id)) this.late.set(id, setTimeout(() => void this.save(id), SAVE_MS));
    } else {
      this.undone.set(id, [...(this.undone.get(id) ?? []), action]);
      this.update({ open });
      void this.save(id);
    }
  }

  async remove(id: string): Promise<void> {
    this.drop(id);
    await this.keep(() => this.records.remove(id));
    this.written(id, []);
  }

  /** The entries in which all words of the query stand. */
  search(query: string): readonly Entry[] {
    return this.state.list.filter((entry) => matches(this.kept.get(entry.id)!, query));
  }

  /** Another tab has written or removed a conversation, and is writing these replies of it. */
  async reread(id: string, tab = "", live: readonly string[] = []): Promise<void> {
    this.theirs.set(id, (this.theirs.get(id) ?? new Map<string, readonly string[]>()).set(tab, live));
    const saved = await this.records.one(id).catch(() => undefined);
    const seen = this.seen.get(id) ?? -1;
    if (this.gone.has(id)) return;
    if (saved === null && seen >= 0) return this.drop(id);
    // A reply that was taken for left alone is on record as being written.
    if (saved && (saved.revision > seen || (saved.revision === seen && live.length > 0))) return this.take(saved);
    const here = this.kept.get(id);
    const standing = here && cutShort(here, this.live(id));
    if (standing !== here) this.put(standing!);
  }

  /**
   * This tab reads the reply from the server: from here on it stands as it came in here. What another tab
   * writes of it is ahead of the events that are on their way, and would come twice.
   */
  claim(id: string, reply: string): void {
    this.mine.set(id, (this.mine.get(id) ?? new Set<string>()).add(reply));
  }

  /** The replies that may be going on in the server and that no other tab reads. */
  leftAlone(id: string): Reply[] {
    const conversation = this.find(id);
    const theirs = new Set([...(this.theirs.get(id)?.values() ?? [])].flat());
    return conversation ? streamingReplies(conversation).filter((one) => goesOn(one) && !theirs.has(one.id)) : [];
  }

  /** What is being written here, by conversation. */
  writing(): ReadonlyMap<string, readonly string[]> {
    const found = [...this.mine.keys()].map((id) => [id, this.writes(id)] as const);
    return new Map(found.filter(([, live]) => live.length > 0));
  }

  /** Writes down what is still waiting: the page may go away. */
  flush(): void {
    for (const id of [...this.late.keys()]) void this.save(id);
  }

  private async save(id: string): Promise<void> {
    clearTimeout(this.late.get(id));
    this.late.delete(id);
    if (!this.kept.has(id)) return;
    let undo = (): void => undefined;
    const kept = await this.keep(() =>
      this.records.update(id, (saved) => {
        const done = this.undone.get(id) ?? [];
        undo = () => {
          // Memory still stands on the record that was there, or on none.
          if (saved) this.seen.set(id, saved.revision);
          else this.seen.delete(id);
          this.undone.set(id, [...done, ...(this.undone.get(id) ?? [])]);
        };
        return this.next(id, saved);
      }),
    );
    if (!kept) undo();
    this.written(id, this.writes(id));
  }

  /** What is to be on record in place of what is; null where the conversation is gone, here or there. */
  private next(id: string, saved: Saved | null): Saved | null {
    const seen = this.seen.get(id);
    if (saved === null && seen !== undefined) this.drop(id);
    else if (saved !== null && seen !== undefined && saved.revision !== seen) this.take(saved);
    const conversation = this.kept.get(id);
    if (!conversation) return null;
    const revision = (saved?.revision ?? 0) + 1;
    this.seen.set(id, revision);
    this.undone.delete(id);
    return { revision, conversation };
  }

  /** Takes over what another tab has written, with what was done here since. */
  private take({ conversation, revision }: Saved): void {
    const { id } = conversation;
    const theirs = cutShort(conversation, this.live(id));
    const here = this.kept.get(id);
    this.seen.set(id, revision);
    this.put(here ? merged(theirs, here, this.undone.get(id) ?? [], this.mine.get(id) ?? new Set()) : theirs);
  }

  /** The replies that are asked for here are written here. */
  private own(before: Conversation, after: Conversation): void {
    const known = new Set(streamingReplies(before).map((reply) => reply.id));
    for (const { id } of streamingReplies(after)) if (!known.has(id)) this.claim(after.id, id);
  }

  /** The replies that are being written here now. */
  private writes(id: string): string[] {
    const conversation = this.kept.get(id);
    const mine = this.mine.get(id);
    if (!conversation || !mine) return [];
    return streamingReplies(conversation).flatMap((reply) => (mine.has(reply.id) ? [reply.id] : []));
  }

  /** The replies that somebody writes, here or in another tab. */
  private live(id: string): ReadonlySet<string> {
    return new Set([...(this.mine.get(id) ?? []), ...[...(this.theirs.get(id)?.values() ?? [])].flat()]);
  }

  private async keep(write: () => Promise<void>): Promise<boolean> {
    let trouble: Trouble = null;
    try {
      await write();
    } catch (error) {
      trouble = isFull(error) ? "full" : "refused";
    }
    if (trouble !== this.state.trouble) this.update({ trouble });
    return trouble === null;
  }

  private put(conversation: Conversation): void {
    const { id } = conversation;
    this.kept.set(id, conversation);
    this.update(this.state.open.id === id ? { open: conversation } : {});
  }

  private drop(id: string): void {
    clearTimeout(this.late.get(id));
    this.gone.add(id);
    for (const known of [this.late, this.kept, this.seen, this.undone, this.mine, this.theirs]) known.delete(id);
    this.update(this.state.open.id === id ? { open: this.blank() } : {});
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
