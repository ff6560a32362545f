/**
 * The page: header, the conversation or a welcome, notices, and the field to write in.
 */
import { useRef } from "preact/hooks";
import type { Chat } from "../chat";
import { announcement, streamingReply } from "../selectors";
import { useFollow } from "../scroll";
import { useStore } from "../store";
import type { LearnerWatch } from "../watch";
import { Bar } from "./Bar";
import { Composer, type ComposerHandle } from "./Composer";
import { ConnectionNotice } from "./ConnectionNotice";
import { DownIcon } from "./icons";
import { TurnView } from "./TurnView";
import { Welcome } from "./Welcome";

interface Props {
  chat: Chat;
  watch: LearnerWatch;
  onKey: (key: string) => void;
}

export function App({ chat, watch, onKey }: Props) {
  const state = useStore(chat);
  const { conversation, connection } = state;
  const { turns } = conversation;
  const busy = streamingReply(conversation) !== undefined;
  const composer = useRef<ComposerHandle>(null);
  const follow = useFollow(state);

  function send(text: string): void {
    follow.jump();
    void chat.send(text);
  }

  function startNew(): void {
    chat.reset();
    composer.current?.focus();
  }

  return (
    <>
      <Bar watch={watch} empty={turns.length === 0} onNew={startNew} />
      <main class="column">
        {turns.length === 0 && <Welcome onPick={(text) => composer.current?.fill(text)} />}
        {turns.map((turn, index) => (
          <TurnView
            key={turn.id}
            turn={turn}
            model={connection.model}
            last={index === turns.length - 1}
            busy={busy}
            chat={chat}
            onNew={startNew}
          />
        ))}
        <div class="visually-hidden" role="status" aria-live="polite">
          {announcement(conversation)}
        </div>
      </main>
      <footer class="foot">
        {follow.behind && (
          <button class="jump" type="button" aria-label="Go to the end" onClick={follow.jump}>
            <DownIcon />
          </button>
        )}
        <ConnectionNotice connection={connection} onKey={onKey} />
        <Composer handle={composer} busy={busy} onSend={send} onStop={() => chat.stop()} />
        <p class="small-print">
          Your votes train the model on this server, which may keep conversations. Replies can be wrong.
        </p>
      </footer>
    </>
  );
}
