/**
 * The page: the list of conversations, the header, the open conversation or a welcome, notices, and
 * the field to write in.
 */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { PreferenceStore } from "../preferences";
import { useFollow } from "../scroll";
import { announcement, isBusy, path, versions } from "../selectors";
import { type Services, ServicesContext } from "../services";
import { useStore } from "../store";
import { useNarrow } from "../viewport";
import type { LearnerWatch } from "../watch";
import { Bar } from "./Bar";
import { Composer, type ComposerHandle } from "./Composer";
import { ConnectionNotice } from "./ConnectionNotice";
import { DownIcon } from "./icons";
import { SettingsDialog } from "./SettingsDialog";
import { Sidebar } from "./Sidebar";
import { StorageNotice } from "./StorageNotice";
import { TurnView } from "./TurnView";
import { Welcome } from "./Welcome";

interface Props {
  services: Services;
  watch: LearnerWatch;
  preferences: PreferenceStore;
  onKey: (key: string) => void;
}

export function App({ services, watch, preferences, onKey }: Props) {
  const { library, chat } = services;
  const { open, list, trouble } = useStore(library);
  const connection = useStore(chat);
  const { sidebar } = useStore(preferences);
  const narrow = useNarrow();
  const [drawer, setDrawer] = useState(false);
  const [settings, setSettings] = useState(false);
  const composer = useRef<ComposerHandle>(null);
  const follow = useFollow(open);
  const turns = path(open);
  const busy = isBusy(open);

  useLayoutEffect(() => {
    follow.jump();
    setDrawer(false);
    // On a phone, focus would open the keyboard over the conversation.
    if (!narrow) composer.current?.focus();
  }, [open.id]);

  useEffect(() => {
    const onShortcut = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || !event.shiftKey || event.key.toLowerCase() !== "o") return;
      event.preventDefault();
      startNew();
    };
    addEventListener("keydown", onShortcut);
    return () => removeEventListener("keydown", onShortcut);
  }, []);

  function send(text: string): void {
    follow.jump();
    void chat.send(text);
  }

  function startNew(): void {
    library.open(null);
    setDrawer(false);
    composer.current?.focus();
  }

  function toggleSidebar(): void {
    if (narrow) setDrawer(true);
    else preferences.change({ sidebar: !sidebar });
  }

  return (
    <ServicesContext.Provider value={services}>
      <Sidebar
        list={list}
        open={open.id}
        shown={narrow ? drawer : sidebar}
        asDrawer={narrow}
        onClose={() => setDrawer(false)}
        onNew={startNew}
      />
      <div class="content">
        <Bar
          watch={watch}
          conversation={open}
          listShown={narrow ? drawer : sidebar}
          onList={toggleSidebar}
          onNew={startNew}
          onSettings={() => setSettings(true)}
        />
        <main class="column">
          {turns.length === 0 && <Welcome onPick={(text) => composer.current?.fill(text)} />}
          {turns.map((turn) => (
            <TurnView
              key={`${open.id}/${turn.id}`}
              conversation={open.id}
              turn={turn}
              versions={versions(open, turn).map((version) => version.id)}
              model={connection.model}
              busy={busy}
              onNew={startNew}
            />
          ))}
          {/* A region of its own for each conversation: opening one reads nothing out. */}
          <div key={`${open.id}-status`} class="visually-hidden" role="status" aria-live="polite">
            {announcement(open)}
          </div>
        </main>
        <footer class="foot">
          {follow.behind && (
            <button class="jump" type="button" aria-label="Go to the end" onClick={follow.jump}>
              <DownIcon />
            </button>
          )}
          <StorageNotice trouble={trouble} />
          <ConnectionNotice connection={connection} onKey={onKey} />
          <Composer handle={composer} busy={busy} onSend={send} onStop={() => services.stop(open.id)} />
          <p class="small-print">
            {open.settings.store
              ? "Your votes train the model on this server, which may keep conversations. Replies can be wrong."
              : "This conversation is not kept by the server and trains nothing. Replies can be wrong."}
          </p>
        </footer>
      </div>
      {settings && (
        <SettingsDialog conversation={open} preferences={preferences} onClose={() => setSettings(false)} />
      )}
    </ServicesContext.Provider>
  );
}
