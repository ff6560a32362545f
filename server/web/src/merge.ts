/**
 * What becomes of a conversation that two tabs have changed. Pure.
 *
 * What people do (ask, vote, rename ...) is done again on the other tab's record, in the order in which
 * the tabs came to write. A reply stands as the tab that reads it from the server has it: done again, its
 * pieces would come twice. Where two tabs read one, they read the same. What two tabs ask in the same
 * instant, before either could hear of the other, stands side by side: each gave it a name of its own.
 */
import type { Conversation, Reply } from "./conversation";
import { type Action, reduce } from "./reduce";
import { replyById } from "./selectors";

/** What adds a piece to a reply. */
export const GROWTH = new Set<Action["type"]>(["text", "reasoning", "tool"]);

/**
 * `theirs` with what was `done` here and is not in it, pieces of replies apart; `mine` are the replies
 * that this tab writes or has written.
 */
export function merged(
  theirs: Conversation,
  here: Conversation,
  done: readonly Action[],
  mine: ReadonlySet<string>,
): Conversation {
  const again = done.reduce(reduce, theirs);
  const turns = again.turns.map((turn) => {
    if (!turn.replies.some((reply) => mine.has(reply.id))) return turn;
    return { ...turn, replies: turn.replies.map((reply) => (mine.has(reply.id) ? streamed(reply, here) : reply)) };
  });
  return { ...again, turns };
}

/** What others may have said of the reply, and as it was written here. */
function streamed(reply: Reply, here: Conversation): Reply {
  const written = replyById(here, reply.id);
  const { vote, voting, next, unstopped = null } = reply;
  return written ? { ...written, vote, voting, next, unstopped } : reply;
}
