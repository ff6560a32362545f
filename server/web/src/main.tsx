/**
 * Puts the page together: storage, API, controller, components.
 */
import { render } from "preact";
import { Api } from "./api";
import { Chat } from "./chat";
import { App } from "./components/App";
import { loadConversation, loadKey, saveConversation, saveKey } from "./storage";
import { LearnerWatch } from "./watch";
import "./theme.css";
import "./page.css";
import "./header.css";
import "./reply.css";

let key = loadKey();
const api = new Api(() => key);
const chat = new Chat(api, loadConversation(), saveConversation);
const watch = new LearnerWatch(api);

function useKey(entered: string): void {
  key = entered;
  saveKey(entered);
  void chat.connect();
  void watch.follow();
}

/** Nobody looks at a hidden tab, and browsers allow only a few connections to one server. */
function followWhileVisible(): void {
  if (document.hidden) watch.rest();
  else void watch.follow();
}

// A reload in the middle of a reply keeps what was already written.
addEventListener("pagehide", () => saveConversation(chat.state.conversation));
addEventListener("visibilitychange", followWhileVisible);
void chat.connect();
followWhileVisible();
render(<App chat={chat} watch={watch} onKey={useKey} />, document.getElementById("app")!);
