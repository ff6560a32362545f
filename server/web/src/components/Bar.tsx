/**
 * The header: the list of conversations, the name, which version is live, what the learner does, and
 * what can be done with the open conversation. Where the server is away or does not let this page see its
 * learning, nothing is said of it: the reader came to chat.
 */
import { type Conversation, DEFAULTS } from "../conversation";
import { useStore } from "../store";
import type { LearnerWatch } from "../watch";
import { ListIcon, NewIcon, SettingsIcon } from "./icons";
import { LearnerStatus } from "./LearnerStatus";
import { VersionMenu } from "./VersionMenu";

interface Props {
  watch: LearnerWatch;
  conversation: Conversation;
  listShown: boolean;
  onList: () => void;
  onNew: () => void;
  onSettings: () => void;
}

export function Bar({ watch, conversation, listShown, onList, onNew, onSettings }: Props) {
  const { learner: told, policies, failure } = useStore(watch);
  const learner = failure ? null : told;
  const set = JSON.stringify(conversation.settings) !== JSON.stringify(DEFAULTS);
  return (
    <header class="bar">
      <button
        class="tool"
        type="button"
        aria-label="Conversations"
        title="Conversations"
        aria-expanded={listShown}
        onClick={onList}
      >
        <ListIcon />
      </button>
      <h1 class="brand">attune</h1>
      {learner && policies && <VersionMenu watch={watch} policies={policies} learner={learner} />}
      {learner && <LearnerStatus learner={learner} policies={policies} />}
      <div class="bar-end">
        <button
          class={set ? "tool marked" : "tool"}
          type="button"
          aria-label={set ? "Settings, changed" : "Settings"}
          title="Settings: system prompt, sampling, training"
          onClick={onSettings}
        >
          <SettingsIcon />
        </button>
        {!listShown && (
          <button
            class="tool"
            type="button"
            aria-label="New conversation"
            title="New conversation (Ctrl+Shift+O)"
            disabled={conversation.turns.length === 0}
            onClick={onNew}
          >
            <NewIcon />
          </button>
        )}
      </div>
    </header>
  );
}
