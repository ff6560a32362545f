import { expect, test } from "vitest";
import { ApiError } from "../src/failure";
import { type ReplyEvent, replyEvents } from "../src/stream";

/** The events of a response whose data lines are these. */
async function read(...lines: unknown[]): Promise<ReplyEvent[]> {
  const data = lines.map((line) => `data: ${typeof line === "string" ? line : JSON.stringify(line)}\n\n`);
  const events: ReplyEvent[] = [];
  const response = new Response(data.join(""), { headers: { "x-attune-policy": "4" } });
  for await (const event of replyEvents(response)) events.push(event);
  return events;
}

const chunk = (delta: object, finish_reason: string | null = null) => ({ id: "c-1", choices: [{ delta, finish_reason }] });
const START = { type: "start", completionId: "c-1", policy: "4" };
const FINISH = { type: "finish", reason: "stop" };

test("text comes between the start and the end; role, usage and [DONE] are passed over", async () => {
  const usage = { id: "c-1", choices: [], usage: { total_tokens: 9 } };
  expect(
    await read(chunk({ role: "assistant", content: "" }), chunk({ content: "Hi" }), chunk({}, "stop"), usage, "[DONE]"),
  ).toEqual([START, { type: "text", text: "Hi" }, FINISH]);
});

test("reasoning comes under either name, and apart from the text", async () => {
  expect(
    await read(chunk({ reasoning: "hm" }), chunk({ reasoning_content: "!" }), chunk({ content: "Hi" }, "stop")),
  ).toEqual([
    START,
    { type: "reasoning", text: "hm" },
    { type: "reasoning", text: "!" },
    { type: "text", text: "Hi" },
    FINISH,
  ]);
});

test("reasoning under both names is shown once", async () => {
  expect(await read(chunk({ reasoning: "hm", reasoning_content: "hm" }), chunk({}, "stop"))).toEqual([
    START,
    { type: "reasoning", text: "hm" },
    FINISH,
  ]);
});

test("tool calls come in pieces, each with its place", async () => {
  const piece = (index: number, called: object) => chunk({ tool_calls: [{ index, function: called }] });
  expect(
    await read(piece(0, { name: "add" }), piece(0, { arguments: "{}" }), piece(1, { name: "sub" }), chunk({}, "stop")),
  ).toEqual([
    START,
    { type: "tool", index: 0, call: { name: "add", arguments: "" } },
    { type: "tool", index: 0, call: { name: "", arguments: "{}" } },
    { type: "tool", index: 1, call: { name: "sub", arguments: "" } },
    FINISH,
  ]);
});

test.each([
  ["without an end", [chunk({ content: "Hi" })]],
  ["with a line that is no JSON", [chunk({ content: "Hi" }), "{"]],
])("a stream %s was broken off", async (_, lines) => {
  const error = await read(...lines).catch((thrown: unknown) => thrown);
  expect((error as ApiError).failure.kind).toBe("broken_off");
});
