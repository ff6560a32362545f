/**
 * Puts the console together: key, API, the watch over learning, components.
 */
import { render } from "preact";
import { Api } from "../api";
import { loadKey, loadRater, saveKey } from "../storage";
import { LearnerWatch } from "../watch";
import { Access } from "./access";
import { Admin } from "./admin";
import { Console } from "./Console";
import { OperatorContext } from "./operator";
import "../theme.css";
import "../header.css";
import "../dialog.css";
import "../reply.css";
import "../vote.css";
import "../markdown.css";
import "uplot/dist/uPlot.min.css";
import "./console.css";
import "./evidence.css";

let key = loadKey();
const api = new Api(() => key, loadRater());
const admin = new Admin(api);
const watch = new LearnerWatch(api);
const access = new Access(api, admin);

function useKey(entered: string): void {
  key = entered;
  saveKey(entered);
  void begin();
}

/** The watch stops at once where it may not look, so it begins after somebody may. */
async function begin(): Promise<void> {
  await access.wait();
  if (access.state.failure === null && !document.hidden) void watch.follow();
}

/** Nobody looks at a hidden tab, and browsers allow only a few connections to one server. */
addEventListener("visibilitychange", () => (document.hidden ? watch.rest() : void begin()));
render(
  <OperatorContext.Provider value={{ api, admin, watch, access }}>
    <Console onKey={useKey} />
  </OperatorContext.Provider>,
  document.getElementById("console")!,
);
void begin();
