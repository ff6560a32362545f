/**
 * The text of one reply and, when it did not end well, why and what can be done.
 */
import type { Reply } from "../conversation";
import { describe } from "../failure";
import { Markdown } from "./Markdown";

interface Props {
  reply: Reply;
  /** Only the last turn's reply can be written again. */
  last: boolean;
  onRetry: () => void;
  onNew: () => void;
}

export function ReplyBody({ reply, last, onRetry, onNew }: Props) {
  const streaming = reply.status === "streaming";
  return (
    <div class="reply-body" aria-busy={streaming} data-completion={reply.completionId}>
      {reply.text !== "" && <Markdown text={reply.text} unfinished={reply.status !== "done"} />}
      {streaming && reply.text === "" && <span class="waiting" role="img" aria-label="Waiting for the reply" />}
      {reply.status === "stopped" && <p class="aside">Stopped.</p>}
      {reply.finishReason === "length" && <p class="aside">Cut off at the length limit.</p>}
      {reply.failure && (
        <div class="notice" role="alert">
          <span>{describe(reply.failure)}</span>
          {last && reply.failure.kind === "context_full" && (
            <button class="plain" type="button" onClick={onNew}>
              New conversation
            </button>
          )}
          {last && reply.failure.kind !== "context_full" && (
            <button class="plain" type="button" onClick={onRetry}>
              Retry
            </button>
          )}
        </div>
      )}
    </div>
  );
}
