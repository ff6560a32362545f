/**
 * What the tab remembers over a reload: the conversation and, if one was entered, the API key.
 *
 * sessionStorage, so that two tabs hold two conversations and closing a tab forgets both. A browser
 * that refuses storage, or has none left, costs the memory and never the chat.
 */
import { EMPTY, type Conversation, type Reply, type Turn } from "./conversation";

const CONVERSATION = "attune.conversation";
const KEY = "attune.key";
const VERSION = 1;

export function loadConversation(): Conversation {
  try {
    const saved = JSON.parse(sessionStorage.getItem(CONVERSATION) ?? "null") as
      | ({ version: number } & Conversation)
      | null;
    if (saved?.version !== VERSION) return EMPTY;
    return { next: saved.next, turns: saved.turns.map(afterReload) };
  } catch {
    return EMPTY;
  }
}

/**
 * A reload cuts what was under way: a reply is kept as far as it came and as if stopped, a vote or
 * choice that was not acknowledged is open again.
 */
function afterReload(turn: Turn): Turn {
  const cut = turn.replies.some((reply) => reply.status === "streaming");
  const replies = turn.replies.map(
    (reply): Reply => ({ ...reply, voting: null, status: reply.status === "streaming" ? "stopped" : reply.status }),
  );
  return { ...turn, replies, pair: cut ? null : turn.pair, choosing: null };
}

export function saveConversation(conversation: Conversation): void {
  write(CONVERSATION, JSON.stringify({ version: VERSION, ...conversation }));
}

export function loadKey(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function saveKey(key: string): void {
  write(KEY, key);
}

function write(name: string, value: string): void {
  try {
    sessionStorage.setItem(name, value);
  } catch {
    // Refused or full: the page goes on and forgets at the next reload.
  }
}
