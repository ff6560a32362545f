/**
 * Build of the two pages, chat and console, into dist/, which the server hands out under its Content-Security-Policy.
 *
 * The policy forbids inline script and data: scripts, so nothing is inlined and no module preload
 * polyfill (an inline script in older Vite setups) is added.
 */
import { defineConfig } from "vitest/config";

const server = process.env["ATTUNE_URL"] ?? "http://127.0.0.1:8000";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    rolldownOptions: { input: ["index.html", "console.html"] },
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: { "/v1": server, "/admin": server, "/metrics": server, "/readyz": server },
  },
  // A machine that shares its cores with an engine may take its time.
  test: { include: ["tests/**/*.test.ts"], testTimeout: 60_000 },
});
