"""The process in which grammars are tried. Run as a script by `grammars`, imported by nobody.

Reads lines of JSON: first the vocabulary, then `[kind, text]` for each trial; answers each with a line, null or the
reason why the grammar cannot be used. A trial runs in a fork of its own, so that a crash, a full memory or an endless
compilation is one of the answers. Importing xgrammar takes seconds, forking it milliseconds.

Times are processor time: a busy machine refuses no more than an idle one.
"""

import json
import os
import random
import re
import resource
import signal
import sys
import time
from typing import Any

import numpy
import xgrammar

# Reading a grammar happens again in the server's own process, where everything else waits for it.
READ_SECONDS = 0.15
# Compiling happens again in the engine's process, beside the streams.
TRIAL_SECONDS = 1.5
# A step holds up every stream.
STEP_SECONDS = 0.05
STEPS = 150
WALK_SECONDS = 0.4
MEMORY = 1024**3
# xgrammar begins an error with the time and the line of its source.
SOURCE = re.compile(r"^\[[^]]*\] \S+:\d+: ")
COSTLY = "it takes too long to compile or to follow; make it smaller or simpler"


def main() -> None:
    """Answer until the server closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    vocabulary = xgrammar.TokenizerInfo.deserialize_json(json.loads(sys.stdin.readline()))
    for line in sys.stdin:
        kind, text = json.loads(line)
        sys.stdout.write(json.dumps(forked(vocabulary, kind, text)) + "\n")
        sys.stdout.flush()


def forked(vocabulary: Any, kind: str, text: str) -> str | None:
    """Try a grammar in a process of its own; None if it can be used."""
    read_end, write_end = os.pipe()
    if (child := os.fork()) == 0:
        try:
            limit()
            reason = attempt(vocabulary, kind, text)
        except MemoryError:
            reason = COSTLY
        except Exception as error:
            reason = SOURCE.sub("", str(error).partition("\n")[0]) or "invalid"
        os.write(write_end, json.dumps(reason).encode())
        os._exit(0)
    os.close(write_end)
    with os.fdopen(read_end, "rb") as answers:
        answer = answers.read()
    os.waitpid(child, 0)
    reason = json.loads(answer) if answer else COSTLY
    return None if reason is None else str(reason)[:300]


def limit() -> None:
    """End this process when it has used its time, and let it have only so much memory more than it has."""
    signal.setitimer(signal.ITIMER_PROF, TRIAL_SECONDS + WALK_SECONDS)
    with open("/proc/self/statm", encoding="ascii") as pages:
        size = int(pages.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + MEMORY, size + MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def attempt(vocabulary: Any, kind: str, text: str) -> str | None:
    """Read, compile and follow a grammar as the server and the engine will."""
    compiler = xgrammar.GrammarCompiler(vocabulary, max_threads=1, cache_enabled=False)
    ways: dict[str, tuple[Any, Any]] = {
        "json": (xgrammar.Grammar.from_json_schema, compiler.compile_json_schema),
        "regex": (xgrammar.Grammar.from_regex, compiler.compile_regex),
        "grammar": (xgrammar.Grammar.from_ebnf, compiler.compile_grammar),
    }
    read, compile_ = ways[kind]
    begun = time.process_time()
    read(text)
    if time.process_time() - begun > READ_SECONDS:
        return COSTLY
    return walk(xgrammar.GrammarMatcher(compile_(text)), vocabulary)


def walk(matcher: Any, vocabulary: Any) -> str | None:
    """Write some tokens at random, of those that the grammar allows, and see how long each takes."""
    bitmask = xgrammar.allocate_token_bitmask(1, vocabulary.vocab_size)
    chance = random.Random(0)
    stops = set(vocabulary.stop_token_ids)
    begun = time.process_time()
    for _ in range(STEPS):
        if matcher.is_terminated() or time.process_time() - begun > WALK_SECONDS:
            break
        before = time.process_time()
        matcher.fill_next_token_bitmask(bitmask, 0)
        allowed = numpy.flatnonzero(numpy.unpackbits(bitmask.numpy().view(numpy.uint8), bitorder="little"))
        if len(allowed) == 0:
            return "no text can fit it"
        longer = [token for token in allowed if token not in stops]
        matcher.accept_token(int(chance.choice(longer or allowed)))
        if time.process_time() - before > STEP_SECONDS:
            return COSTLY
    return None


if __name__ == "__main__":
    main()
