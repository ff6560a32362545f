/**
 * What every component may call: handed down once instead of through each on the way.
 */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Chat } from "./chat";
import type { Deleting } from "./deleting";
import type { Library } from "./library";
import type { Voting } from "./voting";

export interface Services {
  readonly library: Library;
  readonly chat: Chat;
  readonly voting: Voting;
  readonly deleting: Deleting;
  /** Stops every reply of a conversation, whichever tab of this browser writes it. */
  readonly stop: (conversation: string) => void;
}

export const ServicesContext = createContext<Services | null>(null);

export function useServices(): Services {
  return useContext(ServicesContext)!;
}
