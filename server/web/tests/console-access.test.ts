/**
 * Who may look, over real HTTP: let in, the key taken back, let in again. The other side answers by hand what a
 * healthy server with one key does not.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Api } from "../src/api";
import { Access, connection } from "../src/console/access";
import { Admin } from "../src/console/admin";

let server: Server;
let access: Access;
let refused: boolean;

beforeEach(async () => {
  refused = false;
  server = createServer((_, response) => {
    response.writeHead(refused ? 401 : 200, { "content-type": "application/json" });
    response.end(refused ? '{"error":{"message":"no","code":"invalid_api_key"}}' : '{"data":[{"id":"attune"}]}');
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const api = new Api(() => "secret", "browser-1", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  access = new Access(api, new Admin(api));
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test("a page that was let in stays open while it asks for another key", async () => {
  await access.wait();
  expect(access.state).toEqual({ model: "attune", failure: null });
  refused = true;
  await access.wait();
  expect([access.state.model, access.state.failure?.kind]).toEqual(["attune", "unauthorized"]);
  refused = false;
  await access.wait();
  expect(access.state).toEqual({ model: "attune", failure: null });
});

test("a page that was never let in shows nothing but the question", async () => {
  refused = true;
  await access.wait();
  expect([access.state.model, access.state.failure?.kind]).toEqual([null, "unauthorized"]);
});

test("what the stream meets is told as much as what the first question met", () => {
  const failure = { kind: "unauthorized", message: "", retryAfter: null } as const;
  const away = { kind: "unreachable", message: "", retryAfter: null } as const;
  const seen = { learner: null, policies: null };
  const told = (first: typeof away | null, then: typeof failure | null) =>
    connection({ model: "attune", failure: first }, { ...seen, failure: then }).failure?.kind;
  expect([told(null, null), told(null, failure), told(away, failure)]).toEqual([undefined, "unauthorized", "unreachable"]);
});
