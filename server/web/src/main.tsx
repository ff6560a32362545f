/**
 * Puts the page together: storage, API, controller, components.
 */
import { render } from "preact";
import { Api } from "./api";
import { Chat } from "./chat";
import { App } from "./components/App";
import { loadConversation, loadKey, saveConversation, saveKey } from "./storage";
import "./theme.css";
import "./page.css";
import "./reply.css";

let key = loadKey();
const chat = new Chat(new Api(() => key), loadConversation(), saveConversation);

function useKey(entered: string): void {
  key = entered;
  saveKey(entered);
  void chat.connect();
}

// A reload in the middle of a reply keeps what was already written.
addEventListener("pagehide", () => saveConversation(chat.state.conversation));
void chat.connect();
render(<App chat={chat} onKey={useKey} />, document.getElementById("app")!);
