/**
 * The page: header, the conversation or a welcome, notices, and the field to write in.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Chat, State } from "../chat";
import { announcement, streamingReply } from "../selectors";
import { useFollow } from "../scroll";
import { Composer, type ComposerHandle } from "./Composer";
import { ConnectionNotice } from "./ConnectionNotice";
import { DownIcon, NewIcon } from "./icons";
import { TurnView } from "./TurnView";
import { Welcome } from "./Welcome";

export function App({ chat, onKey }: { chat: Chat; onKey: (key: string) => void }) {
  const state = useChat(chat);
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
      <header class="bar">
        <h1 class="brand">attune</h1>
        <button class="quiet" type="button" onClick={startNew} disabled={turns.length === 0}>
          <NewIcon /> New conversation
        </button>
      </header>
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

function useChat(chat: Chat): State {
  const [state, setState] = useState(chat.state);
  useEffect(() => chat.subscribe(() => setState(chat.state)), [chat]);
  return state;
}
