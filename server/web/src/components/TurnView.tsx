/**
 * One turn: what the person wrote, and the reply that stands or the two being compared.
 */
import { Component } from "preact";
import type { Chat } from "../chat";
import type { Turn } from "../conversation";
import { activeReply } from "../selectors";
import { Comparison } from "./Comparison";
import { ReplyActions } from "./ReplyActions";
import { ReplyBody } from "./ReplyBody";

interface Props {
  turn: Turn;
  model: string | null;
  last: boolean;
  busy: boolean;
  chat: Chat;
  onNew: () => void;
}

/** A class for the sake of shouldComponentUpdate: while one turn streams, the others are left alone. */
export class TurnView extends Component<Props> {
  override shouldComponentUpdate(next: Props): boolean {
    const { turn, model, last, busy } = this.props;
    return next.turn !== turn || next.model !== model || next.last !== last || (next.last && next.busy !== busy);
  }

  override render({ turn, model, last, busy, chat, onNew }: Props) {
    const reply = activeReply(turn);
    return (
      <article class="turn" aria-label="Exchange">
        <p class="mine">{turn.user}</p>
        {turn.pair ? (
          <Comparison turn={turn} model={model} chat={chat} onNew={onNew} />
        ) : (
          <div class="reply" role="group" aria-label="Reply">
            <ReplyBody reply={reply} last={last} onRetry={() => void chat.retry(reply.id)} onNew={onNew} />
            {reply.status !== "streaming" && (
              <ReplyActions reply={reply} turn={turn} model={model} chat={chat} again={last && !busy} />
            )}
          </div>
        )}
      </article>
    );
  }
}
