"""A learner that learns nothing and speaks the real protocol: `python scripted_learner.py PLAN URL CYCLE`.

The plans: `publish`, `reject`, `crash`, `silent`, `killed`, `obedient` (reports until told to end), `deaf` (never
listens), `late` (has not asked for the lease when the server ends).
"""

import json
import os
import signal
import sys
import time
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen


class Talk:
    """Requests with a key and, once taken, a lease."""

    def __init__(self, url: str, key: str) -> None:
        self.url = url
        self.headers = {"authorization": f"Bearer {key}", "content-type": "application/json"}

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        sent = None if body is None else json.dumps(body).encode()
        with urlopen(Request(self.url + path, sent, self.headers, method=method), timeout=30) as answer:
            return json.load(answer)


def main() -> None:
    plan, url, cycle = sys.argv[1:]
    talk = Talk(url, sys.stdin.readline().strip())
    if plan == "late":
        sys.stdin.read()
        return
    try:
        granted = talk.ask("POST", "/admin/lease", {"holder": f"script:{plan}", "seconds": 30})
    except HTTPError as error:
        sys.exit(f"no lease: {error.code}")
    talk.headers["x-attune-lease"] = str(granted["token"])
    report: dict[str, Any] = {"cycle": cycle, "stage": "reward", "done": 1, "total": 4, "metrics": {"accuracy": 0.75}}
    going_on = talk.ask("POST", "/admin/learner/progress", report)["continue"]
    if plan == "crash":
        sys.stderr.write("something else\n\n")
        raise RuntimeError("the model is on fire")
    if plan == "silent":
        return
    if plan == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    while plan == "deaf" or (plan == "obedient" and going_on):
        time.sleep(0.02)
        going_on = talk.ask("POST", "/admin/learner/progress", {**report, "stage": "ppo"})["continue"]
    ends: dict[str, dict[str, Any]] = {
        "publish": {"outcome": "published", "reason": "better", "version": 1, "metrics": {"win_rate": 0.7}},
        "reject": {"outcome": "rejected", "reason": "not better"},
        "obedient": {"outcome": "cancelled", "reason": "told to stop"},
    }
    talk.ask("POST", "/admin/learner/outcome", {"cycle": cycle, **ends[plan]})
    talk.ask("DELETE", "/admin/lease")


if __name__ == "__main__":
    main()
