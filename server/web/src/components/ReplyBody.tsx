/**
 * One reply: its reasoning, its text, the tools it calls and, when it did not end well, why and what
 * can be done.
 */
import type { Reply, ToolCall } from "../conversation";
import { describe } from "../failure";
import { useServices } from "../services";
import { splitThinking } from "../thinking";
import { Markdown } from "./Markdown";

interface Props {
  conversation: string;
  reply: Reply;
  busy: boolean;
  onNew: () => void;
}

export function ReplyBody({ conversation, reply, busy, onNew }: Props) {
  const { chat } = useServices();
  const streaming = reply.status === "streaming";
  const { reasoning: inline, answer } = splitThinking(reply.text);
  const reasoning = reply.reasoning || inline;
  const silent = answer === "" && reasoning === "" && reply.tools.length === 0;
  return (
    <div class="reply-body" aria-busy={streaming} data-completion={reply.completionId}>
      {reasoning !== "" && <Reasoning text={reasoning} running={streaming && answer === ""} />}
      {answer !== "" && <Markdown text={answer} unfinished={reply.status !== "done"} />}
      {reply.tools.map((call, index) => (
        <Tool key={index} call={call} />
      ))}
      {streaming && silent && <span class="waiting" role="img" aria-label="Waiting for the reply" />}
      {reply.status === "stopped" && <p class="aside">Stopped.</p>}
      {reply.unstopped && (
        <div class="notice" role="alert">
          <span>The server was not told to stop, and may still be writing. {describe(reply.unstopped)}</span>
          <button class="plain" type="button" onClick={() => void chat.cancel(conversation, reply.id)}>
            Stop it again
          </button>
        </div>
      )}
      {reply.finishReason === "length" && <p class="aside">Cut off at the length limit.</p>}
      {reply.failure && (
        <div class="notice" role="alert">
          <span>{describe(reply.failure)}</span>
          {reply.failure.kind === "context_full" ? (
            <button class="plain" type="button" onClick={onNew}>
              New conversation
            </button>
          ) : (
            <button class="plain" type="button" disabled={busy} onClick={() => void chat.retry(reply.id)}>
              Retry
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function Reasoning({ text, running }: { text: string; running: boolean }) {
  return (
    <details class="fold">
      <summary>{running ? <span class="thinking">Thinking…</span> : "Reasoning"}</summary>
      <Markdown text={text} unfinished={running} />
    </details>
  );
}

function Tool({ call }: { call: ToolCall }) {
  return (
    <details class="fold">
      <summary>
        Calls <code>{call.name || "a tool"}</code>
      </summary>
      <pre>{pretty(call.arguments)}</pre>
    </details>
  );
}

/** Half of it, while it streams, is shown as it is. */
function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
