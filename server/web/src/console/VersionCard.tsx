/**
 * One version: where it came from, what can be done with it, and everything that speaks for or against it.
 */
import { percentage } from "../learner";
import { EvidenceView } from "./EvidenceView";
import { evidenceOfVersion, stageTimes } from "./evidence";
import { Card, Figure, Problem } from "./Figures";
import { counted, dateTime, stateWord } from "./format";
import { useLoaded, useOperator } from "./operator";
import { whyUnable } from "./standing";
import { TrialView } from "./TrialView";
import type { Manifest, Version, Versions } from "./types";
import { VersionActions } from "./VersionActions";

const TRIAL_MS = 5000;
const METHODS = { ppo: "PPO on votes", sft: "supervised, on demonstrations", base: "as it was downloaded" };

export function VersionCard({ version, versions }: { version: Version; versions: Versions }) {
  const { admin } = useOperator();
  const onTrial = versions.canary?.version === version.version;
  const share = onTrial ? percentage(versions.canary!.share) : null;
  const unable = whyUnable(version);
  const key = `${version.state} ${versions.live} ${versions.canary?.share}`;
  const { value: manifest, failure } = useLoaded(() => admin.version(version.version), key, onTrial ? TRIAL_MS : 0);
  return (
    <Card
      title={`Version ${version.version}`}
      aside={<VersionActions version={version} versions={versions} />}
    >
      <Problem failure={failure} />
      {version.reason && <p class="plain-text">{`${sentence(version.state)}: ${version.reason}.`}</p>}
      <dl class="figures">
        <Figure label="State" hint="Where it stands now">
          <span class={`badge ${version.state}`}>{stateWord(version.state)}</span>
          {share !== null && ` in ${share} of conversations`}
        </Figure>
        {version.version > 0 && (
          <Figure label="Made from" hint="The version that training began from">
            <a href={`#versions/${version.parent}`}>version {version.parent}</a>
          </Figure>
        )}
        <Figure label="Votes used" hint="Votes and choices that it was trained on">
          {counted(version.votes, "vote")}
        </Figure>
        <Figure label="Made by" hint="The method of training">
          {METHODS[version.method]}
        </Figure>
        <Figure label="Made" hint="When it was published">
          {dateTime(version.created)}
        </Figure>
        {manifest && <Rest manifest={manifest} />}
      </dl>
      {unable !== null && <p class="plain-text">{unable}</p>}
      {manifest && (onTrial || manifest.evidence) && <TrialView trial={manifest.evidence} share={share} />}
      {manifest && version.version > 0 && <EvidenceView evidence={evidenceOfVersion(manifest)} />}
      {manifest && manifest.history.length > 0 && <History manifest={manifest} />}
    </Card>
  );
}

function Rest({ manifest }: { manifest: Manifest }) {
  if (Object.keys(manifest.times).length === 0) return null;
  return (
    <Figure label="Took" hint="Time of each stage of its cycle">
      {stageTimes(manifest.times)}
    </Figure>
  );
}

function History({ manifest: { history } }: { manifest: Manifest }) {
  return (
    <section>
      <h3>Went live</h3>
      <ul class="moves">
        {history.map(({ at, reason, by }) => (
          <li key={at}>
            {dateTime(at)}, by {by}: {reason}
          </li>
        ))}
      </ul>
    </section>
  );
}

function sentence(state: Version["state"]): string {
  const word = stateWord(state);
  return word[0]!.toUpperCase() + word.slice(1);
}
