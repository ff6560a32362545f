/**
 * A conversation as a file to share: Markdown of what the reader sees, or JSON of all of it.
 */
import type { Conversation } from "./conversation";
import { activeReply, path, titleOf } from "./selectors";
import { withoutThinking } from "./thinking";

export function toMarkdown(conversation: Conversation): string {
  const { system } = conversation.settings;
  const parts = [`# ${titleOf(conversation)}`];
  if (system.trim() !== "") parts.push("## System prompt", system.trim());
  for (const turn of path(conversation)) {
    const { text, policy } = activeReply(turn);
    parts.push("## You", turn.user, policy === null ? "## Reply" : `## Reply (version ${policy})`);
    parts.push(withoutThinking(text).trim());
  }
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

export function toJson(conversation: Conversation): string {
  return `${JSON.stringify({ format: "attune conversation", version: 2, conversation }, null, 2)}\n`;
}

/** The title as a name that every file system takes. */
export function fileName(conversation: Conversation, extension: string): string {
  const plain = titleOf(conversation)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .slice(0, 50)
    .replace(/^-+|-+$/g, "");
  return `${plain || "conversation"}.${extension}`;
}

export function download(name: string, type: string, content: string | Blob): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
