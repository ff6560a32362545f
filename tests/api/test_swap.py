"""The hot swap against a real server: upload, proof, promotion under load, rollback, restarts, and what is refused.

One server, whose versions are told apart by their logprobs: those that a reply was stored with are computed again by
the learner's own model, under the version that the reply says wrote it and under the others.
"""

import asyncio
import json
import os
import struct
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from safetensors.numpy import load_file

from policy.adapters.file import read_adapter_file, write_adapter_file
from policy.simulation.client import Client
from policy.simulation.golds import GOLDS
from policy.simulation.prompts import Talk
from policy.simulation.users import Crowd, vote
from tests.adapters import Learner
from tests.api.asking import HELLO, MODEL, error_of, eventually, metric
from tests.api.streams import Request, engine_processes
from tests.live import Served

pytestmark = pytest.mark.slow

# What is stored are the logprobs of the distribution that was sampled from: here the policy's own.
PLAIN: dict[str, Any] = {"temperature": 1.0, "top_p": 1.0, "top_k": -1, "ignore_eos": True}
EXACT = 1e-4
"""Nats per token; engine and learner both compute in float32."""
STORY: list[Any] = [{"role": "user", "content": "Tell me a short story about a fox."}]


class Site:
    """A server, its learner's lease, and the learner's own view of the versions that it published."""

    def __init__(self, served: Served, learner: Learner, files: Path) -> None:
        self.served = served
        self.learner = learner
        self.files = files
        self.http = httpx.Client(base_url=served.url, timeout=60)
        self.seeds: dict[int, int | None] = {0: None}
        """Which weights each version has."""
        self.take_lease()

    def take_lease(self) -> None:
        token = self.http.post("/admin/lease", json={"holder": "a test", "seconds": 600}).json()["token"]
        self.lease = {"x-attune-lease": str(token)}

    def upload(self, content: bytes, path: str = "/admin/policies") -> httpx.Response:
        method = "POST" if path == "/admin/policies" else "PUT"
        return self.http.request(method, path, content=content, headers=self.lease)

    def file(self, seed: int, **facts: Any) -> bytes:
        return self.learner.write(seed, self.files / f"{seed}.safetensors", **facts).read_bytes()

    def publish(self, seed: int) -> int:
        response = self.upload(self.file(seed))
        assert response.status_code == 201, response.text
        version = int(response.json()["version"])
        self.seeds[version] = seed
        return version

    def promote(self, version: int) -> None:
        response = self.http.post(f"/admin/policies/{version}/promote", json={"reason": "a test"})
        assert response.status_code == 200, response.text
        assert self.live() == version

    def live(self) -> int:
        return int(self.http.get("/admin/policies").json()["live"])

    def ask(self, model: str = MODEL, **fields: Any) -> httpx.Response:
        body = {"model": model, "messages": HELLO, "max_tokens": 8} | PLAIN | fields
        return self.http.post("/v1/chat/completions", json=body)

    def stored(self, completion_id: str) -> Any:
        return self.http.get(f"/v1/chat/completions/{completion_id}").json()

    def distance(self, kept: Any, version: int) -> float:
        """Mean distance, in nats per token, of a stored reply's logprobs from those of a version's weights."""
        apart = []
        for choice in kept["choices"]:
            told = self.learner.logprobs(self.seeds[version], kept["prompt_token_ids"], choice["token_ids"])
            apart += [abs(a - b) for a, b in zip(told, choice["token_logprobs"], strict=True)]
        return sum(apart) / len(apart)

    def writer(self, kept: Any) -> int:
        """The version whose weights wrote a stored reply; exactly one can have."""
        (found,) = [version for version in self.seeds if self.distance(kept, version) < EXACT]
        return found


@pytest.fixture(scope="module")
def learner() -> Learner:
    return Learner()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, learner: Learner) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("swap")
    served = Served.start(folder, "--no-learn", "--drain-seconds", "1")
    try:
        site = Site(served, learner, folder)
        yield site
        site.http.close()
    finally:
        served.kill()


def test_a_published_version_is_a_candidate_and_serves_nobody_yet(site: Site) -> None:
    version = site.publish(1)
    listed = site.http.get("/admin/policies").json()
    assert (listed["live"], listed["canary"]) == (0, None)
    shown = listed["policies"][version]
    assert (shown["version"], shown["parent"], shown["state"]) == (version, 0, "candidate")
    assert (shown["votes"], shown["metrics"]) == (1, {"kl": 1.5})
    assert site.writer(site.stored(site.ask().json()["id"])) == 0


def test_a_version_can_be_asked_for_by_its_number(site: Site) -> None:
    response = site.ask(f"{MODEL}@1")
    body = response.json()
    assert response.headers["x-attune-policy"] == "1"
    assert (body["model"], body["system_fingerprint"]) == (f"{MODEL}@1", f"{MODEL}@1")
    kept = site.stored(body["id"])
    assert (kept["policy_version"], site.writer(kept)) == (1, 1)
    names = [model["id"] for model in site.http.get("/v1/models").json()["data"]]
    assert names[:3] == [MODEL, f"{MODEL}@0", f"{MODEL}@1"]
    assert error_of(site.ask(f"{MODEL}@99"))["code"] == "model_not_found"


def test_the_same_prompt_under_another_version_is_not_answered_from_the_cache(site: Site) -> None:
    """vLLM keeps computed prefixes for each adapter; the long prompt fills whole blocks of that cache."""
    long: list[Any] = [{"role": "user", "content": "The fox and the crow met in the wood. " * 40}]
    for version in (0, 1, 0, 1):
        kept = site.stored(site.ask(f"{MODEL}@{version}", messages=long).json()["id"])
        assert site.writer(kept) == version
    assert kept["usage"]["prompt_tokens_details"]["cached_tokens"] > 0


def test_a_promoted_version_answers_and_a_rollback_brings_the_other_back(site: Site) -> None:
    site.promote(1)
    response = site.ask()
    assert (response.headers["x-attune-policy"], response.json()["model"]) == ("1", MODEL)
    assert site.writer(site.stored(response.json()["id"])) == 1
    assert metric(site.served.url, "attune_policy_version") == 1
    assert site.http.get("/readyz").json()["policy_version"] == 1
    back = site.http.post("/admin/policies/rollback", json={"reason": "worse"})
    assert (back.status_code, back.json()["version"]) == (200, 0)
    assert site.writer(site.stored(site.ask().json()["id"])) == 0
    shown = site.http.get("/admin/policies/1").json()
    assert (shown["state"], shown["reason"], shown["votes"]) == ("rolled_back", "worse", ["vote-1"])
    assert [move["reason"] for move in shown["history"]] == ["a test"]
    nothing_before = site.http.post("/admin/policies/rollback")
    assert (nothing_before.status_code, nothing_before.headers["x-should-retry"]) == (422, "false")


def test_a_versions_file_can_be_fetched_as_it_was_published(site: Site) -> None:
    assert site.http.get("/admin/policies/1/adapter").content == site.file(1)
    assert site.http.get("/admin/policies/0/adapter").status_code == 404
    assert error_of(site.http.get("/admin/policies/77"))["code"] == "version_not_found"


def test_swaps_under_load_break_no_stream_and_mix_no_versions(site: Site) -> None:
    """16 streams or more at a time, a new one after each of 10 swaps: every reply is whole, and its version's own."""
    versions = [1, site.publish(2), site.publish(3)]
    body = {"model": MODEL, "messages": STORY, "max_tokens": 100, "stream": True} | PLAIN
    streams: list[Request] = []
    for swap in range(10):
        for _ in range(max(1, 16 - sum(stream.is_alive() for stream in streams))):
            streams.append(Request(site.served, body))
            streams[-1].start()
        eventually(lambda: any(stream.is_alive() and len(stream.events) > 5 for stream in streams), 60, "a stream runs")
        site.promote(versions[swap % 3])
    for stream in streams:
        stream.finish()
    assert all(stream.events[-1] == "[DONE]" and not stream.cut for stream in streams)
    kept = [site.stored(stream.events[0]["id"]) for stream in streams]
    assert {one["status"] for one in kept} == {"completed"}
    assert all(len(one["choices"][0]["token_ids"]) == 100 for one in kept)
    written = {one["policy_version"] for one in kept}
    assert len(written) >= 2, "swaps happened while streams ran"
    for one, stream in zip(kept, streams, strict=True):
        assert one["system_fingerprint"] == stream.events[0]["system_fingerprint"] == f"{MODEL}@{one['policy_version']}"
        assert site.distance(one, one["policy_version"]) < EXACT
        others = [version for version in site.seeds if version != one["policy_version"]]
        assert min(site.distance(one, version) for version in others) > 30 * EXACT


def test_versions_share_a_batch_without_touching_each_other(site: Site) -> None:
    """Version 0 among adapters too, with more versions than vLLM's batch has room for."""
    for seed in (4, 5, 6, 7):
        site.publish(seed)
    body = {"messages": STORY, "max_tokens": 60, "stream": True} | PLAIN
    streams = [(v, Request(site.served, body | {"model": f"{MODEL}@{v}"})) for v in [*site.seeds] * 2]
    for _, stream in streams:
        stream.start()
    for version, stream in streams:
        stream.finish()
        kept = site.stored(stream.events[0]["id"])
        assert (kept["policy_version"], site.distance(kept, version) < EXACT) == (version, True)


def test_scores_of_a_prompt_are_its_versions(site: Site) -> None:
    """`echo` and `logprobs`, for several versions in one batch: vLLM's own path on a CPU dies of it."""
    prompt = list(range(40, 60))
    for version in (0, 1, 2):
        body = {"model": f"{MODEL}@{version}", "prompt": prompt, "echo": True, "logprobs": 1, "max_tokens": 0}
        told = site.http.post("/v1/completions", json=body).json()["choices"][0]["logprobs"]["token_logprobs"]
        expected = site.learner.logprobs(site.seeds[version], prompt[:1], prompt[1:])
        assert told[1:] == pytest.approx(expected, abs=1e-3)


class TestRollouts:
    def test_a_rollout_policy_samples_under_a_name_of_its_own(self, site: Site) -> None:
        name = site.upload(site.file(11), "/admin/rollout-policy").json()["model"]
        prompt = list(range(40, 50))
        body = {"model": name, "prompt": [prompt, prompt], "n": 2, "max_tokens": 12, "temperature": 1.0, "seed": 1}
        body |= {"logprobs": 0, "return_token_ids": True, "priority": 10, "store": False, "top_k": -1, "top_p": 1.0}
        response = site.http.post("/v1/completions", json=body)
        assert response.headers["x-attune-policy"] == name.partition("@")[2]
        answer = response.json()
        assert (answer["model"], answer["system_fingerprint"], len(answer["choices"])) == (name, name, 4)
        for choice in answer["choices"]:
            told = site.learner.logprobs(11, prompt, choice["token_ids"])
            assert choice["logprobs"]["token_logprobs"] == pytest.approx(told, abs=1e-3)
        assert name not in [model["id"] for model in site.http.get("/v1/models").json()["data"]]
        assert site.http.get(f"/v1/chat/completions/{answer['id']}").status_code == 404

    def test_the_next_one_takes_its_place(self, site: Site) -> None:
        old = site.upload(site.file(11), "/admin/rollout-policy").json()["model"]
        new = site.upload(site.file(12), "/admin/rollout-policy").json()["model"]
        assert old != new
        assert site.ask(old).status_code == 404
        assert site.ask(new, store=True).status_code == 400, "a rollout is never stored"
        assert site.ask(new).status_code == 200
        assert site.http.delete("/admin/rollout-policy", headers=site.lease).status_code == 204
        assert site.ask(new).status_code == 404

    def test_what_is_wrong_with_one_leaves_the_other(self, site: Site) -> None:
        name = site.upload(site.file(11), "/admin/rollout-policy").json()["model"]
        assert site.upload(site.file(12)[:-100], "/admin/rollout-policy").status_code == 422
        assert site.ask(name).status_code == 200
        left = [path for path in (site.served.data / "policies").iterdir() if path.name.startswith(".")]
        assert len(left) == 1, f"only that policy's own files are there: {left}"


def changed(site: Site, seed: int, **parts: Any) -> bytes:
    """A good adapter file with some of its parts replaced."""
    path = site.files / "changed.safetensors"
    site.file(seed)
    good = site.files / f"{seed}.safetensors"
    found = read_adapter_file(good)
    with good.open("rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
    said = json.loads(header["__metadata__"]["attune"])
    tensors = parts.get("tensors", load_file(good))
    config = parts.get("config", dict(found.config))
    write_adapter_file(path, tensors, config, said["manifest"], parts.get("probe", said["probe"]))
    return path.read_bytes()


class TestRefusals:
    """Each is a 4xx with the reason, nothing is left behind, and the version before serves on."""

    def refused(self, site: Site, content: bytes, code: str, *words: str) -> None:
        live = site.live()
        response = site.upload(content)
        error = error_of(response)
        assert (response.status_code, error["code"]) == (422, code), error
        assert response.headers["x-should-retry"] == "false"
        assert all(word in error["message"] for word in words), error
        kept = site.stored(site.ask().json()["id"])
        assert (site.live(), site.writer(kept)) == (live, live)

    def test_a_file_cut_short(self, site: Site) -> None:
        self.refused(site, site.file(1)[:-1], "bad_adapter", "cut short")

    def test_nothing_like_an_adapter(self, site: Site) -> None:
        self.refused(site, os.urandom(4096), "bad_adapter")
        self.refused(site, b"\x80\x04pickle" * 50, "bad_adapter", "pickle")
        assert site.upload(b"").status_code == 400

    def test_numbers_that_are_none(self, site: Site) -> None:
        tensors = load_file(site.learner.write(1, site.files / "1.safetensors"))
        next(iter(tensors.values()))[0, 0] = np.nan
        self.refused(site, changed(site, 1, tensors=tensors), "bad_adapter", "NaN")

    def test_another_shape(self, site: Site) -> None:
        tensors = load_file(site.learner.write(1, site.files / "1.safetensors"))
        name = next(iter(tensors))
        tensors[name] = tensors[name][:, :-1].copy()
        self.refused(site, changed(site, 1, tensors=tensors), "bad_adapter", name)

    def test_another_base(self, site: Site) -> None:
        content = site.file(1, base={"model": "other", "sha256": "0" * 64})
        self.refused(site, content, "bad_adapter", "other")

    def test_no_probe(self, site: Site) -> None:
        self.refused(site, changed(site, 1, probe=None), "bad_adapter", "probe")

    def test_a_probe_of_other_weights_is_known_as_rejected_and_never_answers(self, site: Site) -> None:
        tensors = load_file(site.learner.write(2, site.files / "2.safetensors"))
        self.refused(site, changed(site, 1, tensors=tensors), "probe_failed", "logprobs")
        last = site.http.get("/admin/policies").json()["policies"][-1]
        assert (last["state"], "differ" in last["reason"]) == ("rejected", True)
        assert site.ask(f"{MODEL}@{last['version']}").status_code == 404
        assert site.http.post(f"/admin/policies/{last['version']}/promote").status_code == 422

    def test_without_a_valid_lease(self, site: Site) -> None:
        for headers in ({}, {"x-attune-lease": "999"}):
            for method, path in (("POST", "/admin/policies"), ("PUT", "/admin/rollout-policy")):
                response = site.http.request(method, path, content=site.file(1), headers=headers)
                assert (response.status_code, error_of(response)["code"]) == (403, "stale_lease")
        stale = site.http.post("/admin/policies/1/promote", headers={"x-attune-lease": "999"})
        assert stale.status_code == 403

    def test_bodies_of_other_kinds(self, site: Site) -> None:
        assert site.http.post("/admin/policies/1/promote", json={"why": 1}).status_code == 400
        assert site.http.post("/admin/policies/99/promote").status_code == 404
        for body in ({}, {"version": 1}, {"version": 1, "share": 0}, {"version": 1, "share": 1}, {"version": "1"}):
            assert site.http.put("/admin/policies/canary", json=body).status_code == 400
        assert site.http.delete("/admin/policies/canary").status_code == 422


def test_a_canary_gets_its_share_and_each_conversation_one_version(site: Site) -> None:
    live = site.live()
    trial = next(version for version in (2, 3) if version != live)
    response = site.http.put("/admin/policies/canary", json={"version": trial, "share": 0.4})
    assert (response.status_code, response.json()["state"]) == (200, "canary")
    assert site.http.get("/admin/policies").json()["canary"]["share"] == 0.4

    def version_of(number: int, turns: int, user: str) -> str:
        messages: list[Any] = [{"role": "user", "content": f"Question {number}"}]
        for turn in range(turns):
            messages += [{"role": "assistant", "content": "Yes."}, {"role": "user", "content": f"And {turn}?"}]
        return site.ask(messages=messages, user=user, max_tokens=1).headers["x-attune-policy"]

    given = [version_of(number, 0, "ada") for number in range(60)]
    assert set(given) == {str(live), str(trial)}
    # 60 draws of 0.4: outside of 0.15 to 0.65 once in some 10,000 times, and the draws are fixed by their texts.
    assert 0.15 < given.count(str(trial)) / 60 < 0.65
    assert [version_of(number, 1 + number % 3, "ada") for number in range(20)] == given[:20]
    assert [version_of(number, 0, "bob") for number in range(20)] != given[:20]
    assert site.ask(f"{MODEL}@{live}").headers["x-attune-policy"] == str(live)
    ended = site.http.delete("/admin/policies/canary").json()
    assert (ended["version"], ended["state"]) == (trial, "rolled_back")
    assert {version_of(number, 0, "ada") for number in range(20)} == {str(live)}


def test_simulated_users_choose_between_the_two_versions_of_a_trial(site: Site) -> None:
    trial = next(version for version in (2, 3) if version != site.live())
    site.http.put("/admin/policies/canary", json={"version": trial, "share": 0.5}).raise_for_status()
    talks = (Talk(None, (f"Tell me about the number {number}.",)) for number in count(1))

    async def run() -> None:
        async with Client(site.served.url) as client:
            await vote(client, GOLDS["long"], talks, Crowd(raters=2, thumbs=0.0), 4)

    asyncio.run(run())
    site.http.delete("/admin/policies/canary").raise_for_status()
    choices = site.http.get("/v1/preferences").json()["data"]
    assert len(choices) == 4
    for choice in choices:
        assert {site.stored(one)["policy_version"] for one in choice["completion_ids"]} == {site.live(), trial}


def test_adapters_are_back_before_readiness_when_the_engine_died(site: Site) -> None:
    site.promote(1)
    rollout = site.upload(site.file(11), "/admin/rollout-policy").json()["model"]
    engine_processes(site.served)[0].kill()
    eventually(lambda: site.http.get("/readyz").status_code == 503, 30, "the death is noticed")
    site.served.wait_ready()
    assert site.writer(site.stored(site.ask().json()["id"])) == 1
    assert site.ask(rollout).status_code == 200
    assert site.writer(site.stored(site.ask(f"{MODEL}@3").json()["id"])) == 3


def test_a_rollback_survives_a_kill(site: Site) -> None:
    site.promote(2)
    assert site.http.post("/admin/policies/rollback", json={"reason": "worse"}).json()["version"] == 1
    site.served.kill()
    again = Served.start(site.served.log.parent, "--no-learn", ready=False)
    try:
        listed = httpx.get(f"{again.url}/admin/policies").json()
        assert (listed["live"], listed["previous"]) == (1, 3)
        shown = httpx.get(f"{again.url}/admin/policies/2").json()
        assert (shown["state"], shown["reason"]) == ("rolled_back", "worse")
        left = [path.name for path in (again.data / "policies").iterdir() if path.name.startswith(".")]
        assert left == [], "the rollout policy of the life before is gone"
    finally:
        again.kill()
