/**
 * Takes over the one conversation that the page before this one kept for its tab.
 *
 * It was a list of turns without branches. Its votes stay with the server and are left out here:
 * they were cast under another name, which this browser cannot take back.
 */
import { afterReload, blankReply, type Conversation, DEFAULTS, type Reply, type Turn } from "./conversation";

const NAME = "attune.conversation";

type OldReply = Pick<Reply, "id" | "status" | "text" | "completionId" | "policy" | "finishReason" | "failure">;

interface Old {
  readonly version: number;
  readonly next: number;
  readonly turns: readonly (Pick<Turn, "id" | "user" | "active"> & { replies: readonly OldReply[] })[];
}

/**
 * The old conversation, which is then forgotten; null where there is none that can be read. A browser that
 * refuses storage throws when it is only named.
 */
export function takeOver(storage: () => Storage, id: string, now: number): Conversation | null {
  try {
    const old = JSON.parse(storage().getItem(NAME) ?? "null") as Old | null;
    storage().removeItem(NAME);
    return old?.version === 1 && old.turns.length > 0 ? converted(old, id, now) : null;
  } catch {
    return null;
  }
}

function converted(old: Old, id: string, now: number): Conversation {
  const turns = old.turns.map((turn, index): Turn => {
    const following = old.turns[index + 1]?.id ?? null;
    return {
      id: turn.id,
      parent: old.turns[index - 1]?.active ?? null,
      user: turn.user,
      replies: turn.replies.map((reply) => convertedReply(reply, reply.id === turn.active ? following : null)),
      active: turn.active,
      comparison: null,
      choosing: null,
      choice: null,
    };
  });
  const first = turns[0]!.id;
  const times = { created: now, updated: now };
  return afterReload({ id, title: null, ...times, settings: DEFAULTS, turns, first, next: old.next });
}

function convertedReply(old: OldReply, next: string | null): Reply {
  const { id, status, text, completionId, policy, finishReason, failure } = old;
  return { ...blankReply("", true), id, status, text, completionId, policy, finishReason, failure, next };
}
