/**
 * One turn: what the person wrote, and the reply that stands or the two being compared.
 */
import { Component } from "preact";
import type { Turn } from "../conversation";
import { activeReply } from "../selectors";
import { Comparison } from "./Comparison";
import { Question } from "./Question";
import { ReplyActions } from "./ReplyActions";
import { ReplyBody } from "./ReplyBody";
import { Rewrite } from "./Rewrite";

export interface TurnProps {
  conversation: string;
  turn: Turn;
  /** The ids of all versions of this turn's message, itself among them. */
  versions: readonly string[];
  model: string | null;
  /** A reply is being written, so no other can be asked for. */
  busy: boolean;
  onNew: () => void;
}

/** A class for the sake of shouldComponentUpdate: while one turn streams, the others are left alone. */
export class TurnView extends Component<TurnProps> {
  override shouldComponentUpdate(next: TurnProps): boolean {
    const { turn, model, busy, versions } = this.props;
    return (
      next.turn !== turn || next.model !== model || next.busy !== busy || next.versions.join() !== versions.join()
    );
  }

  override render(props: TurnProps) {
    const { turn } = props;
    const reply = activeReply(turn);
    return (
      <article class="turn" aria-label="Exchange">
        <Question {...props} />
        {turn.comparison?.kind === "sides" ? (
          <Comparison {...props} />
        ) : (
          <div class="reply" role="group" aria-label="Reply">
            <ReplyBody key={reply.id} reply={reply} {...props} />
            {reply.status !== "streaming" && <ReplyActions key={`${reply.id}-actions`} reply={reply} {...props} />}
            <Rewrite {...props} />
          </div>
        )}
      </article>
    );
  }
}
