/**
 * Says above the field that the server is away or starting, or asks for the API key it wants.
 */
import { useState } from "preact/hooks";
import type { Connection } from "../chat";
import { describe, type Failure } from "../failure";

interface Props {
  connection: Connection;
  onKey: (key: string) => void;
}

export function ConnectionNotice({ connection, onKey }: Props) {
  const { failure } = connection;
  if (!failure) return null;
  if (failure.kind === "unauthorized") return <KeyForm onKey={onKey} />;
  return (
    <p class="notice" role="alert">
      <span>{inWords(failure)}</span>
    </p>
  );
}

/** The page tries again by itself, so it does not ask people to. */
function inWords(failure: Failure): string {
  if (failure.kind === "unavailable") return "The server is getting ready. This page goes on when it is.";
  if (failure.kind === "unreachable") return "The server cannot be reached. This page keeps trying.";
  return describe(failure);
}

function KeyForm({ onKey }: { onKey: (key: string) => void }) {
  const [key, setKey] = useState("");
  const [tried, setTried] = useState(false);

  function submit(event: Event): void {
    event.preventDefault();
    if (key.trim() === "") return;
    setTried(true);
    onKey(key.trim());
  }

  return (
    <form class="notice" onSubmit={submit}>
      <label for="api-key">
        <span role="alert">{tried ? "That key was not accepted." : "This server asks for an API key."}</span>
      </label>
      <input
        id="api-key"
        class="field"
        type="password"
        autocomplete="off"
        placeholder="API key"
        value={key}
        onInput={(event) => setKey(event.currentTarget.value)}
      />
      <button class="plain" type="submit">
        Use key
      </button>
    </form>
  );
}
