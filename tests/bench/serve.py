"""`make bench`: streamed tokens per second and first-token time, beside vLLM's own OpenAI server.

Both servers run at once with the same model and the same engine settings, and take turns under the same load, round by
round, so that what else the machine does falls on both. attune does more for each request: it asks the engine
for logprobs and keeps the conversation, the tokens and their logprobs in its database. Shown are medians.
"""

import argparse
import asyncio
import contextlib
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import httpx
from rich.progress import track

from server.settings import STARTER_PATH
from tests.bench.report import report
from tests.live import serving

TOKENS = 128
ENGINE = {
    "dtype": "float32",
    "enforce-eager": "",
    "max-num-seqs": "128",
    "kv-cache-memory-bytes": str(2**29),
    "load-format": "safetensors",
    "scheduling-policy": "priority",
}


@dataclass
class Round:
    """One load on one server."""

    tokens_per_s: float
    ttft_ms: float


async def stream(session: aiohttp.ClientSession, url: str, number: int) -> tuple[int, float]:
    """One streamed reply: tokens, and seconds to the first of them."""
    body = {
        "model": "attune",
        "messages": [{"role": "user", "content": f"Tell me a short story, number {number}."}],
        "max_tokens": TOKENS,
        "ignore_eos": True,
        "seed": number,
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    begun = time.perf_counter()
    first = 0.0
    tokens = 0
    async with session.post(f"{url}/v1/chat/completions", json=body) as response:
        response.raise_for_status()
        async for line in response.content:
            if not first and b'"content":' in line and b'"content": ""' not in line and b'"content":""' not in line:
                first = time.perf_counter() - begun
            if b'"usage":' in line and b"completion_tokens" in line:
                tokens = json.loads(line.removeprefix(b"data: "))["usage"]["completion_tokens"]
    return tokens, first


async def load(url: str, concurrency: int, seed: int) -> Round:
    """`concurrency` streams at once, twice over."""
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as session:
        begun = time.perf_counter()
        results = []
        for wave in range(2):
            numbers = (seed * 1_000_000 + wave * 1000 + i for i in range(concurrency))
            results += await asyncio.gather(*(stream(session, url, number) for number in numbers))
        seconds = time.perf_counter() - begun
    tokens = sum(result[0] for result in results)
    assert tokens == 2 * concurrency * TOKENS, f"{tokens} tokens came, not {2 * concurrency * TOKENS}"
    return Round(tokens / seconds, 1000 * statistics.median(result[1] for result in results))


@contextlib.contextmanager
def peer(folder: Path) -> Iterator[str]:
    """vLLM's own server with attune's engine settings; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = [word for name, value in ENGINE.items() for word in (f"--{name}", value) if word]
    module = "vllm.entrypoints.openai.api_server"
    command = [sys.executable, "-m", module, "--model", str(STARTER_PATH), "--served-model-name", "attune"]
    command += ["--host", "127.0.0.1", "--port", str(port), *options]
    env = {**os.environ, "VLLM_NO_USAGE_STATS": "1", "VLLM_LOGGING_LEVEL": "ERROR"}
    with (folder / "peer.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=env)
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(1800):
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(f"{url}/health").status_code == 200:
                    break
            assert process.poll() is None, (folder / "peer.log").read_text()
            time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(30)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="rounds at each concurrency (default 5)")
    rounds = parser.parse_args().rounds
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as name, serving(Path(name)) as ours, peer(Path(name)) as theirs:
        for concurrency in (1, 16, 64):
            seen: dict[str, list[Round]] = {ours.url: [], theirs: []}
            for url in seen:
                asyncio.run(load(url, concurrency, 999))
            for number in track(range(rounds), description=f"{concurrency} at once"):
                for url in list(seen) if number % 2 else list(seen)[::-1]:
                    # The threads of the one that wrote last go on waiting for work at full speed for a moment.
                    time.sleep(1)
                    seen[url].append(asyncio.run(load(url, concurrency, number)))
            speed, first = (
                [statistics.median(getattr(one, what) for one in seen[url]) for url in (ours.url, theirs)]
                for what in ("tokens_per_s", "ttft_ms")
            )
            rows.append(
                {
                    "concurrency": concurrency,
                    "attune_tokens_per_s": round(speed[0], 1),
                    "peer_tokens_per_s": round(speed[1], 1),
                    "ratio": round(speed[0] / speed[1], 3),
                    "attune_ttft_ms": round(first[0], 1),
                    "peer_ttft_ms": round(first[1], 1),
                }
            )
    report("serve", rows)


if __name__ == "__main__":
    main()
