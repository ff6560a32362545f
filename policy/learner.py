"""The learner: a process of its own that runs cycles against a server, on this machine or another.

    attune learn --server URL --once      python -m policy.learner --server URL --once --work DIR

The server starts one for each cycle; a person may run one elsewhere that waits for votes. Either way it takes the
lease, runs `policy/cycle/` and tells the server how it went. It opens no database. A learner that is killed leaves
the cycle's folder: run again with the same cycle it goes on where it was. What people said is removed from the folders
once a cycle has ended for good. How it makes way for those who chat is `server/learning/process.py`.
"""

import argparse
import logging
import os
import signal
import socket
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import torch

from feedback.base_model import BaseModel
from policy.adapters.base_facts import BaseFacts
from policy.cycle.cycle import Cycle
from policy.cycle.folder import forget, prune
from policy.cycle.types import CycleConfig
from policy.ppo.config import PPOConfig
from policy.server_client import LeaseLostError, ServerClient, ServerError

log = logging.getLogger("attune.learner")

STARTER = Path(__file__).parent / "starter" / "model"
POLL_SECONDS = 10.0
UNFINISHED = ("paused", "interrupted")
"""How a cycle can end that goes on later."""


def main(arguments: list[str] | None = None, key: str | None = None) -> int:
    """Run one cycle, or one after the other, with the server's API key, if it has any; 0 if all went as it should."""
    options = parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)-7s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    signal.signal(signal.SIGTERM, _leave)
    try:
        with ServerClient(options.server, key) as server:
            if not options.once:
                follow(server, options)
            return run_cycle(server, options, options.cycle or new_name())
    except KeyboardInterrupt:
        return 130
    except ServerError as error:
        sys.stderr.write(f"attune: {error}\n")
        return 1


def follow(server: ServerClient, options: argparse.Namespace) -> NoReturn:
    """Run a cycle whenever one is due, for ever: a server that is away is waited for."""
    named = options.cycle
    while True:
        try:
            if server.learner()["due"]:
                name, named = named or left(server, options.work) or new_name(), None
                run_cycle(server, options, name)
        except ServerError as error:
            log.error("%s", error)
        time.sleep(POLL_SECONDS)


def new_name() -> str:
    """The name of a cycle that begins now."""
    return time.strftime("%Y%m%d-%H%M%S", time.gmtime())


def left(server: ServerClient, work: Path) -> str | None:
    """The cycle to go on with: the server's newest, if it was paused or interrupted and its work is here."""
    newest = server.newest_cycle()
    if newest is None or newest["by"] != "remote" or newest["outcome"] not in UNFINISHED:
        return None
    return str(newest["id"]) if (work / newest["id"]).is_dir() else None


def run_cycle(server: ServerClient, options: argparse.Namespace, name: str) -> int:
    """One cycle under the lease; the server hears how it ended, whatever happens."""
    folder = options.work / name
    try:
        with server.lease(f"{socket.gethostname()}:{os.getpid()}"):
            outcome = _run(server, name, folder, options)
            ended = server.outcome({"cycle": name, **outcome})
    except LeaseLostError as error:
        log.error("%s", error)
        return 1
    log.info("cycle %s: %s, %s", name, ended, outcome["reason"])
    if ended not in UNFINISHED:
        forget(options.work)
    prune(options.work)
    return 0 if outcome["outcome"] != "failed" else 1


def _run(server: ServerClient, name: str, folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """The cycle's outcome; an error becomes the outcome `failed`."""
    torch.set_num_threads(options.threads)
    try:
        template = options.chat_template and options.chat_template.read_text(encoding="utf-8")
        folder_of_base = base_folder(server, options.model)
        device, *others = options.device.split(",")
        base = BaseModel.load(folder_of_base, device=device, chat_template=template)
        outcome = Cycle(name, server, base, folder, config_for(base), others).run()
    except LeaseLostError:
        raise
    except Exception as error:
        log.exception("the cycle failed")
        return {"outcome": "failed", "reason": f"{type(error).__name__}: {(str(error).splitlines() or [''])[0]}"}
    found = {"outcome": outcome.outcome, "reason": outcome.reason, "metrics": dict(outcome.metrics)}
    return found | ({} if outcome.version is None else {"version": outcome.version})


def config_for(base: BaseModel) -> CycleConfig:
    """The settings of a cycle on this machine."""
    return CycleConfig(ppo=PPOConfig(bfloat16=base.multiplies_bfloat16))


def base_folder(server: ServerClient, given: Path) -> Path:
    """The folder, if it holds the model that the server serves. Raises `ServerError`: what is learned must fit."""
    served = server.policies()["base"]
    if BaseFacts.of(given).sha256 != served["sha256"]:
        raise ServerError(f"{given} is not the model that {server.url} serves, {served['model']}: name it with --model")
    return given


def parser() -> argparse.ArgumentParser:
    """The command line."""
    found = argparse.ArgumentParser(prog="attune learn", description="Learn from a server's votes.", allow_abbrev=False)
    found.add_argument("--server", default="http://127.0.0.1:8000", metavar="URL", help="default: %(default)s")
    found.add_argument("--once", action="store_true", help="run one cycle now, then end; else wait for votes")
    found.add_argument("--cycle", metavar="NAME", help="name of the cycle; one that was killed goes on where it was")
    found.add_argument(
        "--work", type=Path, default=Path("attune-data/learner"), metavar="DIR", help="default: %(default)s"
    )
    found.add_argument(
        "--model",
        type=Path,
        default=STARTER,
        metavar="DIR",
        help="the served base model (default: the starter)",
    )
    found.add_argument(
        "--chat-template", type=Path, metavar="FILE", help="the server's, if it was given one in place of the model's"
    )
    found.add_argument(
        "--device",
        default="auto",
        metavar="DEVICE[,DEVICE...]",
        help="cpu, cuda, cuda:1 ...; several share PPO's passes; auto: the last GPU, or the CPU (default: %(default)s)",
    )
    found.add_argument(
        "--threads", type=int, default=max(1, (os.cpu_count() or 2) // 2), help="of the CPU (default: %(default)s)"
    )
    return found


def _leave(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    raise SystemExit(main())
