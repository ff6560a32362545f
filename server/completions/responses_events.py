"""The events of a streamed response, from the chunks of the chat completion behind it.

    created, in_progress, { item added, { part added, delta ..., text done, part done }, item done } ..., completed

Chunks come one item after the other: reasoning, text, calls. An item ends when another begins; the response ends when
its outcome is in the store, which is when `[DONE]` comes.
"""

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any, Literal

from server.completions.recording import Recording
from server.completions.responses_items import call_item, empty_item
from server.completions.responses_objects import ended, response_json, status_of
from server.engine.serving import DONE

TEXT_EVENTS = {"message": "response.output_text", "reasoning": "response.reasoning_text"}
LAST_EVENTS = {"completed": "response.completed", "failed": "response.failed"}


async def events(chunks: AsyncIterator[bytes], recording: Recording) -> AsyncIterator[bytes]:
    """Server-sent events of a response, each with its name."""
    writer = EventWriter(recording)
    async for chunk in chunks:
        for event in writer.end() if chunk == DONE else writer.take(json.loads(chunk.removeprefix(b"data: "))):
            yield f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode()


class EventWriter:
    """Turns the chunks of one reply into events."""

    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        self._events = 0
        self._items: list[dict[str, Any]] = []
        """The output so far; only the last may still grow."""
        self._call: int | None = None
        """The place among the reply's calls of the one being written."""
        self._finish_reason: str | None = None
        self._error: str | None = None

    def take(self, chunk: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """The events of one chunk."""
        yield from self._begin()
        if (error := chunk.get("error")) is not None:
            self._error = error["message"]
            return
        for choice in chunk["choices"]:
            delta = choice.get("delta") or {}
            yield from self._write("reasoning", delta.get("reasoning"))
            yield from self._write("message", delta.get("content"))
            for part in delta.get("tool_calls") or ():
                yield from self._write_call(part)
            self._finish_reason = choice.get("finish_reason") or self._finish_reason

    def end(self) -> Iterator[dict[str, Any]]:
        """The last events, with the whole response."""
        yield from self._begin()
        status = status_of(self._finish_reason) if self._error is None else "failed"
        if not self._items and self._error is None:
            yield from self._add(empty_item("message", self._recording.id, 0))
        yield from self._close("completed" if status == "completed" else "incomplete")
        output = ended(self._items, status)
        usage = self._recording.usage()
        response = response_json(self._recording.new, status, output, usage, self._error)
        yield self._event(LAST_EVENTS.get(status, "response.incomplete"), response=response)

    def _begin(self) -> Iterator[dict[str, Any]]:
        if self._events == 0:
            response = response_json(self._recording.new, "in_progress")
            yield self._event("response.created", response=response)
            yield self._event("response.in_progress", response=response)

    def _write(self, kind: Literal["message", "reasoning"], said: str | None) -> Iterator[dict[str, Any]]:
        if not said:
            return
        if not self._writes(kind):
            yield from self._add(empty_item(kind, self._recording.id, len(self._items)))
        self._items[-1]["content"][0]["text"] += said
        yield self._part_event(f"{TEXT_EVENTS[kind]}.delta", delta=said)

    def _write_call(self, part: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        function = part.get("function") or {}
        if not self._writes("function_call") or self._call != part["index"]:
            self._call = part["index"]
            yield from self._add(
                call_item({**part, "function": {"name": function.get("name")}}, self._recording.id, len(self._items))
            )
        if said := function.get("arguments"):
            self._items[-1]["arguments"] += said
            yield self._item_event("response.function_call_arguments.delta", delta=said)

    def _writes(self, kind: str) -> bool:
        return bool(self._items) and self._items[-1]["type"] == kind and self._items[-1]["status"] == "in_progress"

    def _add(self, item: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield from self._close("completed")
        shown = {**item, "status": "in_progress"} | ({"content": []} if "content" in item else {})
        self._items.append({**item, "status": "in_progress"})
        yield self._event("response.output_item.added", output_index=len(self._items) - 1, item=shown)
        if "content" in item:
            yield self._part_event("response.content_part.added", part=dict(item["content"][0]))

    def _close(self, status: Literal["completed", "incomplete"]) -> Iterator[dict[str, Any]]:
        """End the item that is being written, if one is."""
        if not self._items or self._items[-1]["status"] != "in_progress":
            return
        item = self._items[-1]
        if item["type"] == "function_call":
            said = {"name": item["name"], "arguments": item["arguments"]}
            yield self._item_event("response.function_call_arguments.done", **said)
        else:
            part = item["content"][0]
            yield self._part_event(f"{TEXT_EVENTS[item['type']]}.done", text=part["text"])
            yield self._part_event("response.content_part.done", part=part)
        item["status"] = status
        yield self._event("response.output_item.done", output_index=len(self._items) - 1, item=item)

    def _part_event(self, kind: str, **fields: Any) -> dict[str, Any]:
        logprobs: dict[str, Any] = {"logprobs": []} if kind.startswith("response.output_text.") else {}
        return self._item_event(kind, content_index=0, **fields, **logprobs)

    def _item_event(self, kind: str, **fields: Any) -> dict[str, Any]:
        return self._event(kind, item_id=self._items[-1]["id"], output_index=len(self._items) - 1, **fields)

    def _event(self, kind: str, **fields: Any) -> dict[str, Any]:
        self._events += 1
        return {"type": kind, "sequence_number": self._events - 1, **fields}
