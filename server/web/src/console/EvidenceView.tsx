/**
 * The evidence behind a version or a cycle: the reward model, PPO's course, the gate's verdict.
 */
import { Curves } from "./Curves";
import { type Evidence, isBare, measured } from "./evidence";
import { Empty, Figure, FigureList } from "./Figures";
import { counted, interval, number } from "./format";
import { IntervalBar } from "./IntervalBar";
import type { GateVerdict, RewardReport } from "./types";

export function EvidenceView({ evidence }: { evidence: Evidence }) {
  if (isBare(evidence)) {
    return (
      <Empty>
        No measurements came with it: a cycle that ended early has none, and neither has a version that was made
        elsewhere. Vote on replies and let a <a href="#loop">cycle</a> run to its end to have some.
      </Empty>
    );
  }
  const { reward, curves, kept, alarm, gate } = evidence;
  return (
    <>
      {reward && <Reward report={reward} />}
      {(curves.length > 0 || alarm !== null) && (
        <section>
          <h3>PPO</h3>
          <p class="plain-text soft">
            {kept !== null && `The policy of iteration ${kept} was kept. `}
            {alarm !== null && `It ended early: ${alarm}.`}
          </p>
          <Curves curves={curves} />
        </section>
      )}
      {gate && <Gate gate={gate} />}
    </>
  );
}

function Reward({ report }: { report: RewardReport }) {
  const { accuracy, low, high, length_accuracy: length } = report;
  return (
    <section>
      <h3>Reward model</h3>
      <IntervalBar
        label={`Accuracy ${interval(accuracy, low, high)}; preferring the longer reply gets ${length.toFixed(2)}, chance 0.50`}
        value={accuracy}
        low={low}
        high={high}
        marks={[
          { at: 0.5, name: "chance" },
          { at: length, name: "longer reply" },
        ]}
      />
      <dl class="figures">
        <Figure label="Accuracy" hint="Share of unseen votes that it predicts right, with its 98 % interval">
          {interval(accuracy, low, high)}
        </Figure>
        <Figure label="Longer reply" hint="Accuracy of simply preferring the longer reply, on the same votes">
          {length.toFixed(2)}
        </Figure>
        <Figure label="Votes" hint="Choices and corrections as pairs of replies, single thumbs, and people who voted">
          {counted(report.pairs, "pair")}, {counted(report.thumbs, "thumb")}, {counted(report.raters, "rater")}
        </Figure>
        <Figure label="Margin" hint="Mean logit in favour of what was voted, in nats">
          {number(report.margin)}
        </Figure>
        <Figure
          label="Calibration error"
          hint="Mean gap between how sure the model was and how often it was right; 0 is perfect"
        >
          {number(report.calibration_error)}
        </Figure>
      </dl>
    </section>
  );
}

function Gate({ gate: { passed, reasons, measurements } }: { gate: GateVerdict }) {
  const { win_rate: rate, win_rate_low: low, win_rate_high: high } = measurements;
  return (
    <section>
      <h3>
        Gate <span class={`badge ${passed ? "promoted" : "rejected"}`}>{passed ? "passed" : "not passed"}</span>
      </h3>
      {reasons.length > 0 && (
        <ul class="reasons">
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      {rate !== undefined && low !== undefined && high !== undefined && (
        <IntervalBar
          label={`Win rate against the champion ${interval(rate, low, high)}; it must lie above one half`}
          value={rate}
          low={low}
          high={high}
          marks={[{ at: 0.5, name: "no better" }]}
        />
      )}
      <FigureList of={measured(measurements)} />
    </section>
  );
}
