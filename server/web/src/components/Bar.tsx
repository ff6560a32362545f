/**
 * The header: the name, which version is live, what the learner does, and a new conversation.
 * Where the server does not let this page see its learning, the name and the button are all there is.
 */
import { useStore } from "../store";
import type { LearnerWatch } from "../watch";
import { NewIcon } from "./icons";
import { LearnerStatus } from "./LearnerStatus";
import { VersionMenu } from "./VersionMenu";

interface Props {
  watch: LearnerWatch;
  /** There is no conversation that could be left. */
  empty: boolean;
  onNew: () => void;
}

export function Bar({ watch, empty, onNew }: Props) {
  const { learner, policies } = useStore(watch);
  return (
    <header class="bar">
      <h1 class="brand">attune</h1>
      {learner && policies && <VersionMenu watch={watch} policies={policies} learner={learner} />}
      {learner && <LearnerStatus learner={learner} policies={policies} />}
      <button class="quiet new" type="button" onClick={onNew} disabled={empty}>
        <NewIcon /> <span>
          New <span class="spare">conversation</span>
        </span>
      </button>
    </header>
  );
}
