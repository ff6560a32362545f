/**
 * What every part of the console works with, and how it loads what it shows.
 */
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { Api } from "../api";
import { type Failure, toFailure } from "../failure";
import { useStore } from "../store";
import type { LearnerWatch } from "../watch";
import type { Access } from "./access";
import type { Admin } from "./admin";
import type { Loop, Versions } from "./types";

export interface Operator {
  readonly api: Api;
  readonly admin: Admin;
  readonly watch: LearnerWatch;
  readonly access: Access;
}

export const OperatorContext = createContext<Operator | null>(null);

export function useOperator(): Operator {
  return useContext(OperatorContext)!;
}

/** The state of learning and the versions, live. The watch reads more fields than the chat page has names for. */
export function useLoop(): { loop: Loop | null; versions: Versions | null } {
  const { learner, policies } = useStore(useOperator().watch);
  return { loop: learner as Loop | null, versions: policies as Versions | null };
}

export interface Loaded<T> {
  readonly value: T | null;
  readonly failure: Failure | null;
  readonly reload: () => void;
}

/**
 * Loads when first drawn and again when `key` changes, on `reload`, and every `everyMs` while visible.
 * What was loaded before stays on the screen meanwhile, unless `subject` has changed.
 */
export function useLoaded<T>(load: () => Promise<T>, key: unknown, everyMs = 0, subject: unknown = null): Loaded<T> {
  const [found, setFound] = useState<{ subject: unknown; value: T | null; failure: Failure | null }>();
  const [round, setRound] = useState(0);
  useEffect(() => {
    let over = false;
    load().then(
      (value) => over || setFound({ subject, value, failure: null }),
      (error: unknown) =>
        over ||
        setFound((before) => ({
          subject,
          value: before && before.subject === subject ? before.value : null,
          failure: toFailure(error),
        })),
    );
    return () => void (over = true);
  }, [key, round, subject]);
  useEffect(() => {
    if (everyMs === 0) return;
    const timer = setInterval(() => document.hidden || setRound((before) => before + 1), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  const { value, failure } = found?.subject === subject && found ? found : { value: null, failure: null };
  return { value, failure, reload: () => setRound((before) => before + 1) };
}

/** Unix seconds, and drawn again as they pass. */
export function useNow(everyMs = 5000): number {
  const [now, setNow] = useState(() => Date.now() / 1000);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now() / 1000), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
