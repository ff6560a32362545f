"""A file's conversations through openai-python, as a person would have them: each reply streamed, voted on, read back.

    python -m tests.mt_bench mt_bench_questions.jsonl --server http://127.0.0.1:8000

One JSON object with a list `turns` on each line, as MT-Bench has them; its questions are not part of this repository.
Nothing is tried again. What the replies say is not judged: the exit code is 1 if a request failed, a stream ended
without its end, or the server did not keep what it had sent.
"""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import openai
from rich.console import Console
from rich.progress import track

from policy.client import Client
from policy.server_client import ServerError

FAILURES = (openai.OpenAIError, httpx.HTTPError, ServerError, RuntimeError)


def reply(client: openai.OpenAI, votes: Client, messages: list[Any], most: int) -> tuple[str, int]:
    """One turn's reply and its tokens: streamed, then voted on, then read back. Raises what `FAILURES` names."""
    chunks = list(client.chat.completions.create(model="attune", messages=messages, max_tokens=most, stream=True))
    text = "".join(choice.delta.content or "" for chunk in chunks for choice in chunk.choices)
    if not text or not chunks[-1].choices[0].finish_reason:
        raise RuntimeError(f"a stream of {len(chunks)} chunks said {text!r} and did not come to its end")
    votes.vote(chunks[0].id, "up")
    stored: Any = client.chat.completions.retrieve(chunks[0].id)
    kept = stored.choices[0]
    if stored.system_fingerprint != chunks[0].system_fingerprint or not isinstance(stored.policy_version, int):
        raise RuntimeError(f"{stored.id} was kept as of {stored.system_fingerprint}, version {stored.policy_version}")
    if kept.message.content != text or not kept.token_ids or len(kept.token_ids) != stored.usage.completion_tokens:
        raise RuntimeError(f"{stored.id} was kept with other words or tokens")
    return text, len(kept.token_ids)


def main(arguments: list[str] | None = None) -> int:
    """Have all conversations; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.mt_bench", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("file", type=Path, help="conversations, one JSON object with `turns` on each line")
    parser.add_argument("--server", default="http://127.0.0.1:8000", help="default: %(default)s")
    parser.add_argument("--api-key", default="none", help="where the server asks for one")
    parser.add_argument("--max-tokens", type=int, default=512, help="of each reply (default: %(default)s)")
    options = parser.parse_args(arguments)
    conversations = [json.loads(line)["turns"] for line in options.file.read_text(encoding="utf-8").splitlines()]
    client = openai.OpenAI(base_url=f"{options.server}/v1", api_key=options.api_key, max_retries=0)
    console = Console(stderr=True)
    replies = tokens = errors = 0
    begun = time.perf_counter()
    with client, Client(options.server, options.api_key, user="mt-bench") as votes:
        for number, turns in enumerate(track(conversations, "conversations", console=console), 1):
            messages: list[Any] = []
            try:
                for turn in turns:
                    messages.append({"role": "user", "content": turn})
                    text, length = reply(client, votes, messages, options.max_tokens)
                    messages.append({"role": "assistant", "content": text})
                    replies, tokens = replies + 1, tokens + length
            except FAILURES as error:
                errors += 1
                console.print(f"conversation {number}: {error}", markup=False)
    seconds = time.perf_counter() - begun
    sys.stdout.write(
        f"{len(conversations)} conversations, {replies} replies of {tokens:,} tokens in {seconds:.0f} s: each streamed,"
        f" voted on and read back with its version and token ids; {errors} conversations with an error\n"
    )
    return 1 if errors or not replies else 0


if __name__ == "__main__":
    sys.exit(main())
