"""What an application does with LiteLLM, in a process of its own: its OpenAI client is not the one of the other tests.

python with_litellm.py URL MODEL FILE  ->  JSON in the file
"""

import json
import sys
from pathlib import Path
from typing import Any

import litellm

URL, MODEL, FILE = sys.argv[1:]


def ask(model: str, **options: Any) -> Any:
    return litellm.completion(
        model=f"openai/{model}",
        api_base=URL,
        api_key="unused",
        messages=[{"role": "user", "content": "Hello!"}],
        max_tokens=8,
        num_retries=0,
        **options,
    )


def refusal() -> list[Any]:
    """How it names a model that is not there."""
    try:
        ask("nobody")
    except litellm.exceptions.NotFoundError as error:
        return [type(error).__name__, error.status_code]
    return []


whole = ask(MODEL)
chunks = list(ask(MODEL, stream=True, stream_options={"include_usage": True}))
seen = {
    "whole": {"id": whole.id, "text": whole.choices[0].message.content, "tokens": whole.usage.completion_tokens},
    "streamed": {
        "id": chunks[0].id,
        "text": "".join(chunk.choices[0].delta.content or "" for chunk in chunks),
        "tokens": next(chunk.usage.completion_tokens for chunk in chunks if getattr(chunk, "usage", None)),
    },
    "refused": refusal(),
}
Path(FILE).write_text(json.dumps(seen))
