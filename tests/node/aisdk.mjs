// Vercel's AI SDK with its provider for OpenAI-compatible servers: `node aisdk.mjs BASE_URL` streams a reply, has a tool
// called, and prints what it saw as JSON.

import assert from "node:assert/strict";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText, jsonSchema, streamText, tool } from "ai";

const [baseURL] = process.argv.slice(2);
const provider = createOpenAICompatible({ name: "attune", baseURL, apiKey: "unused", includeUsage: true });
const model = provider("attune");

const stream = streamText({ model, prompt: "Hello!", maxOutputTokens: 16, maxRetries: 0 });
let text = "";
for await (const part of stream.textStream) text += part;
const usage = await stream.usage;
assert.equal(usage.totalTokens, usage.inputTokens + usage.outputTokens);

const clock = tool({
  description: "The time.",
  inputSchema: jsonSchema({ type: "object", properties: {}, additionalProperties: false }),
});
const called = await generateText({
  model,
  prompt: "What time is it?",
  tools: { clock },
  toolChoice: "required",
  maxOutputTokens: 400,
  maxRetries: 0,
  providerOptions: { attune: { parallel_tool_calls: false, logit_bias: JSON.parse(process.env.LOGIT_BIAS ?? "{}") } },
});
assert.deepEqual(called.toolCalls.map((call) => [call.toolName, call.input]), [["clock", {}]]);

console.log(JSON.stringify({ id: (await stream.response).id, text, usage }));
