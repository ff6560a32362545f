/**
 * What an operator can do with a version: make it live, go back from it, put it on trial, end the trial.
 */
import { ApiError } from "../failure";
import { Ask, reasonOf } from "./Ask";
import { useOperator } from "./operator";
import { whyUnable } from "./standing";
import type { Version, Versions } from "./types";

export function VersionActions({ version: one, versions }: { version: Version; versions: Versions }) {
  const { admin, watch } = useOperator();
  const { version } = one;
  const { live, previous, canary } = versions;
  const able = version !== live && whyUnable(one) === null;
  const onTrial = canary?.version === version;

  /** Does nothing if what the operator decided on no longer holds. */
  async function carryOut(act: () => Promise<void>): Promise<void> {
    const now = await admin.versions();
    if (now.live !== live || now.canary?.version !== canary?.version) {
      await watch.refresh();
      const message = `The versions have changed meanwhile: ${now.live} is live. Nothing was done.`;
      throw new ApiError({ kind: "refused", message, retryAfter: null });
    }
    await act();
    await watch.refresh();
  }

  return (
    <div class="commands" role="group" aria-label={`Steer version ${version}`}>
      {version === live && previous !== null && (
        <Ask
          label={`Back to version ${previous}`}
          verb="Roll back"
          takesReason
          question={`Version ${previous} writes everybody's next replies, and version ${live} counts as rolled back.`}
          act={(form) => carryOut(() => admin.rollback(reasonOf(form)))}
        />
      )}
      {able && (
        <Ask
          label="Make live"
          verb="Make live"
          takesReason
          question={`Version ${version} writes everybody's next replies in place of version ${live}. Streams in flight keep theirs.`}
          act={(form) => carryOut(() => admin.promote(version, reasonOf(form)))}
        />
      )}
      {able && (canary === null || onTrial) && (
        <Ask
          label={onTrial ? "Change share" : "Put on trial"}
          verb={onTrial ? "Change" : "Begin the trial"}
          question={`Version ${version} answers a share of the conversations. Votes on its replies and the live version's decide by themselves whether it goes live.`}
          act={(form) => carryOut(() => admin.setTrial(version, Number(form.get("percent")) / 100))}
        >
          <label class="row-label">
            Share of conversations, in percent
            <input
              class="field"
              name="percent"
              type="number"
              min={1}
              max={99}
              step={1}
              required
              defaultValue={String(onTrial ? Math.round(100 * canary.share) : 10)}
            />
          </label>
        </Ask>
      )}
      {onTrial && (
        <Ask
          label="End trial"
          verb="End the trial"
          question={`Version ${live} answers all again, and version ${version} is out of service.`}
          act={() => carryOut(() => admin.endTrial())}
        />
      )}
    </div>
  );
}
