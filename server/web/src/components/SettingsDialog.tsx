/**
 * What goes with every message of the open conversation, and how this page is set.
 *
 * An empty number leaves it to the server. Ranges are the server's own (requests.py) and checked by
 * the browser before anything is saved.
 */
import { useEffect, useRef } from "preact/hooks";
import type { Conversation, Settings } from "../conversation";
import type { PreferenceStore } from "../preferences";
import { useServices } from "../services";

interface Props {
  conversation: Conversation;
  preferences: PreferenceStore;
  onClose: () => void;
}

const SHARES = [
  { share: 0, label: "Never" },
  { share: 0.05, label: "1 message in 20" },
  { share: 0.1, label: "1 message in 10" },
  { share: 0.25, label: "1 message in 4" },
  { share: 1, label: "Every message" },
];

export function SettingsDialog({ conversation, preferences, onClose }: Props) {
  const { library } = useServices();
  const dialog = useRef<HTMLDialogElement>(null);
  const { settings } = conversation;
  useEffect(() => dialog.current!.showModal(), []);

  function save(event: SubmitEvent): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    library.change(conversation.id, { type: "settings", settings: settingsFrom(form) });
    preferences.change({ compareShare: Number(form.get("share")) });
    dialog.current!.close();
  }

  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby="settings-title"
      onClose={onClose}
      onKeyDown={(event) => event.key === "Escape" && event.stopPropagation()}
    >
      <form onSubmit={save}>
        <h2 id="settings-title">This conversation</h2>
        <label class="row-label">
          System prompt
          <textarea
            class="field"
            name="system"
            rows={3}
            placeholder="What the model is told before the first message"
            defaultValue={settings.system}
          />
        </label>
        <div class="numbers">
          <NumberField label="Temperature" name="temperature" value={settings.temperature} min={0} max={2} step="any" />
          <NumberField label="Top p" name="topP" value={settings.topP} min={0.01} max={1} step="any" />
          <NumberField label="Max tokens" name="maxTokens" value={settings.maxTokens} min={1} max={1e6} step={1} />
          <NumberField label="Seed" name="seed" value={settings.seed} min={0} max={2 ** 52} step={1} />
        </div>
        <label class="check">
          <input type="checkbox" name="apart" defaultChecked={!settings.store} />
          <span>
            Keep it out of training
            <small>The server keeps nothing of the replies that follow, and they cannot be voted on.</small>
          </span>
        </label>
        <h2>This page</h2>
        <label class="row-label">
          Write two replies to choose between
          <select class="field" name="share">
            {SHARES.map(({ share, label }) => (
              <option key={share} value={share} selected={share === nearest(preferences.state.compareShare)}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <p class="aside">Votes and choices train the model that everybody on this server talks to.</p>
        <div class="answers end">
          <button class="quiet" type="button" onClick={() => dialog.current!.close()}>
            Cancel
          </button>
          <button class="plain" type="submit">
            Save
          </button>
        </div>
      </form>
    </dialog>
  );
}

interface NumberProps {
  label: string;
  name: string;
  value: number | null;
  min: number;
  max: number;
  step: number | "any";
}

function NumberField({ label, value, ...limits }: NumberProps) {
  return (
    <label class="row-label">
      {label}
      <input
        class="field"
        type="number"
        inputmode="decimal"
        placeholder="as the server"
        defaultValue={value ?? ""}
        {...limits}
      />
    </label>
  );
}

function nearest(share: number): number {
  return SHARES.reduce((best, { share: one }) => (Math.abs(one - share) < Math.abs(best - share) ? one : best), 0);
}

function settingsFrom(form: FormData): Settings {
  const number = (name: string) => (form.get(name) === "" ? null : Number(form.get(name)));
  return {
    system: String(form.get("system")).trim(),
    temperature: number("temperature"),
    topP: number("topP"),
    maxTokens: number("maxTokens"),
    seed: number("seed"),
    store: !form.has("apart"),
  };
}
