/**
 * What changed: the same prompts answered by two versions, side by side. Nothing of it is kept or trained on.
 *
 * Prompts are answered one after the other, both versions at once, so that an operator's look takes little
 * from the people who chat.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { Markdown } from "../components/Markdown";
import { DEFAULTS } from "../conversation";
import { describe, toFailure } from "../failure";
import { withoutThinking } from "../thinking";
import { Card, Empty } from "./Figures";
import { counted } from "./format";
import { useLoop, useOperator } from "./operator";
import { type Answer, lengthNote, nothingToCompare, promptsFrom } from "./compare";
import { whyUnable } from "./standing";
import type { Versions } from "./types";

const EXAMPLES = "Hi! My name is Ada.\nWhat is the capital of France?\nTell me a short story about a fox.\nName three fruits.";
const MOST_PROMPTS = 20;
const MOST_TOKENS = 512;

interface Pair {
  readonly prompt: string;
  readonly answers: readonly [Answer, Answer];
}

const WAITING: Answer = { text: "", state: "waiting", failure: null };

export function ComparePart() {
  const { loop, versions } = useLoop();
  const why = nothingToCompare(loop, versions);
  return why === null ? <Compare versions={versions!} /> : <Empty>{why}</Empty>;
}

function Compare({ versions }: { versions: Versions }) {
  const { api, access } = useOperator();
  const [pairs, setPairs] = useState<readonly Pair[]>([]);
  const [shown, setShown] = useState<readonly [number, number]>([0, 0]);
  const [running, setRunning] = useState<AbortController | null>(null);
  const current = useRef<AbortController | null>(null);
  useEffect(() => () => current.current?.abort(), []);

  async function answer(version: number, prompt: string, temperature: number, signal: AbortSignal, told: (answer: Answer) => void) {
    const settings = { ...DEFAULTS, temperature, seed: 0, maxTokens: MOST_TOKENS, store: false };
    let text = "";
    try {
      const messages = [{ role: "user" as const, content: prompt }];
      for await (const event of api.reply(`${access.state.model}@${version}`, messages, settings, signal)) {
        if (event.type === "text") told({ text: (text += event.text), state: "streaming", failure: null });
      }
      told({ text, state: "done", failure: null });
    } catch (error) {
      told({ text, state: "done", failure: signal.aborted ? "Stopped." : describe(toFailure(error)) });
    }
  }

  async function run(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const asked = [Number(form.get("before")), Number(form.get("after"))] as const;
    const prompts = promptsFrom(String(form.get("prompts"))).slice(0, MOST_PROMPTS);
    const control = new AbortController();
    current.current = control;
    setRunning(control);
    setShown(asked);
    setPairs(prompts.map((prompt) => ({ prompt, answers: [WAITING, WAITING] })));
    for (const [row, prompt] of prompts.entries()) {
      if (control.signal.aborted) break;
      const told = (side: number) => (answer: Answer) =>
        setPairs((before) => before.map((pair, index) => (index === row ? withAnswer(pair, side, answer) : pair)));
      const temperature = Number(form.get("temperature"));
      await Promise.all(asked.map((version, side) => answer(version, prompt, temperature, control.signal, told(side))));
    }
    setRunning(null);
  }

  const usable = versions.policies.filter((version) => whyUnable(version) === null);
  const before = versions.previous ?? usable.find(({ version }) => version !== versions.live)?.version ?? 0;
  return (
    <>
      <Card title="What changed">
        <form onSubmit={(event) => void run(event)}>
          <label class="row-label">
            Prompts, one a line
            <textarea class="field" name="prompts" rows={5} defaultValue={EXAMPLES} required />
          </label>
          <div class="choose">
            <VersionField name="before" label="Left" versions={usable.map(({ version }) => version)} chosen={before} />
            <VersionField name="after" label="Right" versions={usable.map(({ version }) => version)} chosen={versions.live} />
            <label class="row-label" title="0 shows each version's likeliest reply, so that the difference is not chance">
              Temperature
              <input class="field" name="temperature" type="number" min={0} max={2} step="any" defaultValue="0" required />
            </label>
            {running ? (
              <button class="plain" type="button" onClick={() => running.abort()}>
                Stop
              </button>
            ) : (
              <button class="plain" type="submit">
                Answer with both
              </button>
            )}
          </div>
          <p class="plain-text soft">The replies are not kept and train nothing; at most {MOST_PROMPTS} prompts are asked.</p>
        </form>
      </Card>
      {pairs.map(({ prompt, answers: [left, right] }, index) => (
        <Card key={index} title={prompt} aside={<Lengths left={left} right={right} />}>
          <div class="pair">
            <Side name={`Version ${shown[0]}`} answer={left} />
            <Side name={`Version ${shown[1]}`} answer={right} />
          </div>
        </Card>
      ))}
    </>
  );
}

function Lengths({ left, right }: { left: Answer; right: Answer }) {
  return (
    <span class="soft" title="Characters of the right reply, against those of the left">
      {lengthNote(left, right)}
    </span>
  );
}

interface FieldProps {
  name: string;
  label: string;
  versions: readonly number[];
  chosen: number;
}

function VersionField({ name, label, versions, chosen }: FieldProps) {
  return (
    <label class="row-label">
      {label}
      <select class="field" name={name}>
        {versions.toReversed().map((version) => (
          <option key={version} value={version} selected={version === chosen}>
            version {version}
          </option>
        ))}
      </select>
    </label>
  );
}

function Side({ name, answer: { text, state, failure } }: { name: string; answer: Answer }) {
  const words = withoutThinking(text);
  return (
    <div class="reply side" role="group" aria-label={name} aria-busy={state !== "done"}>
      <h3 class="side-title">{name}</h3>
      {words !== "" && <Markdown text={words} unfinished={state === "streaming"} />}
      {state === "waiting" && <span class="waiting" role="img" aria-label="Waiting for the reply" />}
      {state === "done" && words === "" && failure === null && <p class="soft">It said nothing.</p>}
      {failure !== null && <p class="plain-text danger">{failure}</p>}
      {state === "done" && words !== "" && (
        <p class="plain-text soft">
          <span title="Words of the reply without its reasoning, by the spaces between them">
            {counted(words.trim().split(/\s+/).length, "word")}
          </span>
        </p>
      )}
    </div>
  );
}

function withAnswer({ prompt, answers: [left, right] }: Pair, side: number, answer: Answer): Pair {
  return { prompt, answers: side === 0 ? [answer, right] : [left, answer] };
}
