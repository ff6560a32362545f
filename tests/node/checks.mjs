// openai-node against a running attune: `node checks.mjs CHECK BASE_URL` does one check and prints what it saw as JSON.
// What can be judged here is judged here; what is in the store is compared by the test that calls this.

import assert from "node:assert/strict";
import OpenAI from "openai";

const [check, baseURL] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey: "unused", maxRetries: 0 });
const ask = { model: "attune", messages: [{ role: "user", content: "Hello!" }], max_tokens: 16 };
const cities = ["Paris", "Oslo"];
const weather = {
  type: "function",
  function: {
    name: "get_weather",
    parameters: {
      type: "object",
      properties: { city: { type: "string", enum: cities } },
      required: ["city"],
      additionalProperties: false,
    },
  },
};
const colour = {
  type: "object",
  properties: { colour: { type: "string", enum: ["red", "green"] } },
  required: ["colour"],
  additionalProperties: false,
};
const bias = JSON.parse(process.env.LOGIT_BIAS ?? "{}");

const checks = {
  async whole() {
    const { data, response } = await client.chat.completions.create(ask).withResponse();
    assert.equal(data.object, "chat.completion");
    assert.equal(data.usage.total_tokens, data.usage.prompt_tokens + data.usage.completion_tokens);
    assert.equal(response.headers.get("x-attune-policy"), "0");
    return { id: data.id, text: data.choices[0].message.content };
  },

  async stream() {
    const stream = await client.chat.completions.create({ ...ask, stream: true, stream_options: { include_usage: true } });
    const seen = { id: "", text: "", finish: null, usage: null };
    for await (const chunk of stream) {
      assert.ok(seen.id === "" || seen.id === chunk.id);
      seen.id = chunk.id;
      seen.text += chunk.choices[0]?.delta.content ?? "";
      seen.finish = chunk.choices[0]?.finish_reason ?? seen.finish;
      seen.usage = chunk.usage ?? seen.usage;
    }
    return seen;
  },

  async logprobs() {
    const reply = await client.chat.completions.create({ ...ask, logprobs: true, top_logprobs: 2 });
    const { content } = reply.choices[0].logprobs;
    assert.ok(content.every((part) => part.top_logprobs.length === 2));
    return { id: reply.id, logprobs: content.map((part) => part.logprob) };
  },

  async tools() {
    const stream = client.chat.completions.stream({
      ...ask,
      max_tokens: 400,
      tools: [weather],
      tool_choice: "required",
      parallel_tool_calls: false,
      logit_bias: bias,
    });
    const reply = await stream.finalChatCompletion();
    const [call] = reply.choices[0].message.tool_calls;
    assert.equal(call.function.name, "get_weather");
    assert.ok(cities.includes(JSON.parse(call.function.arguments).city));
    assert.equal(reply.choices[0].finish_reason, "tool_calls");
    return { id: reply.id, calls: reply.choices[0].message.tool_calls };
  },

  async schema() {
    const response_format = { type: "json_schema", json_schema: { name: "colour", strict: true, schema: colour } };
    const reply = await client.chat.completions.parse({ ...ask, max_tokens: 200, response_format, logit_bias: bias });
    assert.ok(["red", "green"].includes(reply.choices[0].message.parsed.colour));
    return { id: reply.id };
  },

  async stored() {
    const run = `node-${Date.now()}`;
    const ids = [];
    for (let number = 0; number < 3; number += 1) {
      ids.push((await client.chat.completions.create({ ...ask, store: true, metadata: { run } })).id);
    }
    const listed = [];
    for await (const kept of client.chat.completions.list({ metadata: { run }, limit: 2 })) listed.push(kept.id);
    assert.deepEqual(listed, ids);
    const [id] = ids;
    assert.equal((await client.chat.completions.retrieve(id)).id, id);
    assert.deepEqual((await client.chat.completions.update(id, { metadata: { a: "b" } })).metadata, { a: "b" });
    const messages = (await client.chat.completions.messages.list(id)).data;
    assert.deepEqual(messages.map((message) => message.content), ["Hello!"]);
    assert.equal((await client.chat.completions.delete(id)).deleted, true);
    await assert.rejects(client.chat.completions.retrieve(id), OpenAI.NotFoundError);
    return { ids };
  },

  async responses() {
    const ask = { model: "attune", input: "Hello!", max_output_tokens: 16 };
    const first = await client.responses.create(ask);
    const stream = client.responses.stream({ ...ask, input: "And now?", previous_response_id: first.id });
    let text = "";
    stream.on("response.output_text.delta", (event) => (text += event.delta));
    const second = await stream.finalResponse();
    assert.equal(second.previous_response_id, first.id);
    assert.equal(second.output_text, text);
    const items = [];
    for await (const item of client.responses.inputItems.list(second.id, { order: "asc" })) items.push(item.role);
    assert.deepEqual(items, ["user", "assistant", "user"]);
    return { id: second.id, text };
  },

  async error() {
    const seen = {};
    for (const [name, request] of Object.entries({
      model: { ...ask, model: "gpt-4o" },
      temperature: { ...ask, temperature: 9 },
    })) {
      const error = await client.chat.completions.create(request).then(() => null, (reason) => reason);
      seen[name] = { kind: error.constructor.name, status: error.status, code: error.code, param: error.param };
      assert.equal(error.type, "invalid_request_error");
      assert.ok(error.requestID);
    }
    return seen;
  },

  async abort() {
    const stream = await client.chat.completions.create({ ...ask, n: 16, max_tokens: 1900, ignore_eos: true, stream: true });
    let id = "";
    let seen = 0;
    for await (const chunk of stream) {
      id = chunk.id;
      seen += 1;
      if (seen === 40) stream.controller.abort();
    }
    return { id };
  },
};

console.log(JSON.stringify(await checks[check]()));
