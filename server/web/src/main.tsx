/**
 * Puts the page together: storage, API, controllers, components.
 */
import { render } from "preact";
import { openAddressed, showAddress } from "./address";
import { Api } from "./api";
import { Chat } from "./chat";
import { App } from "./components/App";
import { Deleting } from "./deleting";
import { Library } from "./library";
import { takeOver } from "./migrate";
import { PreferenceStore } from "./preferences";
import { loadKey, loadRater, randomId, Records, saveKey } from "./storage";
import { Tabs } from "./tabs";
import { Voting } from "./voting";
import { LearnerWatch } from "./watch";
import "./theme.css";
import "./page.css";
import "./header.css";
import "./sidebar.css";
import "./dialog.css";
import "./reply.css";
import "./vote.css";
import "./markdown.css";

let key = loadKey();
const api = new Api(() => key, loadRater());
const library: Library = new Library(new Records(), (id, live) => tabs.written(id, live));
const preferences = new PreferenceStore();
const chance = { compareShare: () => preferences.state.compareShare, draw: Math.random };
const chat = new Chat(api, library, chance);
const voting = new Voting(api, library, (error) => chat.noted(error));
const tabs = new Tabs(new BroadcastChannel("attune.tabs"), library, chat);
const stop = (id: string) => tabs.stop(id);
const deleting = new Deleting(api, library, { stop, noted: (error) => chat.noted(error) });
const watch = new LearnerWatch(api);

function useKey(entered: string): void {
  key = entered;
  saveKey(entered);
  void chat.connect();
  void watch.follow();
}

/** Nobody looks at a hidden tab, and browsers allow only a few connections to one server. */
function followWhileVisible(): void {
  if (document.hidden) {
    library.flush();
    watch.rest();
  } else void watch.follow();
}

/** Opens what the address names, or what an older page left in this tab. */
async function begin(): Promise<void> {
  await library.load();
  const old = takeOver(() => sessionStorage, randomId(), Date.now());
  if (old) library.add(old);
  if (old) library.open(old.id);
  else openAddressed(library);
  showAddress(library);
  library.subscribe(() => showAddress(library));
  for (const { id } of library.state.list) {
    chat.takeUp(id);
    voting.takeUp(id);
  }
  library.subscribe(() => chat.takeUp(library.state.open.id));
  addEventListener("popstate", () => openAddressed(library));
  addEventListener("storage", () => preferences.reread());
  tabs.listen();
  const services = { library, chat, voting, deleting, stop };
  render(
    <App services={services} watch={watch} preferences={preferences} onKey={useKey} />,
    document.getElementById("app")!,
  );
}

// A reload in the middle of a reply keeps what was already written, and the page goes on from there.
addEventListener("pagehide", () => {
  library.flush();
  tabs.leave();
});
addEventListener("visibilitychange", followWhileVisible);
void chat.connect();
followWhileVisible();
void begin();
