/**
 * Versions as a line of descent, and the evidence of the one that is looked at.
 */
import { DescentList } from "./DescentList";
import { Card, Empty } from "./Figures";
import { noVersions } from "./loop";
import { useLoop } from "./operator";
import { VersionCard } from "./VersionCard";

export function VersionsPart({ rest }: { rest: string }) {
  const { loop, versions } = useLoop();
  if (!versions) return <Empty>{noVersions(loop)}</Empty>;
  const wanted = /^\d+$/.test(rest) ? Number(rest) : versions.live;
  const known = versions.policies.find(({ version }) => version === wanted);
  return (
    <div class="beside-each-other">
      <Card title="Versions">
        <DescentList versions={versions} open={wanted} />
        {versions.policies.length === 1 && (
          <Empty>Only the base model so far. The first version comes from the first cycle that passes the gate.</Empty>
        )}
      </Card>
      {known ? (
        <VersionCard key={wanted} version={known} versions={versions} />
      ) : (
        <Empty>
          There is no version {wanted}. Choose one in the list, or look at{" "}
          <a href={`#versions/${versions.live}`}>the live one</a>.
        </Empty>
      )}
    </div>
  );
}
