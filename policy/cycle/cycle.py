"""One cycle, read from top to bottom: votes -> reward models -> PPO -> gate -> a published candidate.

    collect   examples from the server                              nothing to learn from    -> stopped
    reward    the reward model that PPO climbs, measured            it learned nothing sure   -> stopped
              and a second one, of fewer votes, for the gate
    improve   PPO from the champion, rollouts through the server    no better state           -> stopped
    judge     candidate against champion on prompts kept from PPO   a bound is broken         -> rejected
              only its KL is too high: a part of it, again
    publish   the adapter goes to the server, which probes and serves it

What a stage made is in the cycle's folder before the next begins, and every draw follows from the seed: a learner that
was killed goes on where it was when the same cycle is run again. The server is asked after every step whether to go
on. A cycle that ends anywhere before `publish` has changed nothing that is served.
"""

import json
import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from random import Random
from typing import Any

from feedback.base_model import BaseModel, NoChatTemplateError, NoLoraModulesError
from feedback.examples import Examples, examples_of
from feedback.reward.features import RewardModelError
from feedback.reward.model import RewardModel
from feedback.reward.opinions import opinions_of
from feedback.reward.report import Prediction, RewardReport
from feedback.reward.training import train_reward_model
from policy.adapters.out import load_policy, write_policy
from policy.cycle.curves import FOLDER as CURVES
from policy.cycle.curves import Curves
from policy.cycle.folder import EXAMPLES, PARENT
from policy.cycle.inputs import demonstrated, divide, with_room
from policy.cycle.step_back import share_inside
from policy.cycle.told import live_numbers, ppo_metrics, told_raters, trained_votes, why_nothing_came
from policy.cycle.types import CycleConfig, CycleEnd, Outcome
from policy.files import write_file
from policy.gate.contest import Contest
from policy.gate.gate import GateVerdict, judge_candidate
from policy.ppo.experience import Row
from policy.ppo.helpers import Task, helped
from policy.ppo.loop import IterationStats, ValueStart, train_ppo
from policy.ppo.rollouts import ServerSampler
from policy.ppo.state import part_of_the_way
from policy.server_client import LeaseLostError, ServerClient, ServerError
from policy.sft.training import perplexity

log = logging.getLogger("attune.learner")

CHAMPION, CANDIDATE, REWARD, JUDGE = "champion", "candidate", "reward", "judge"
"""The adapters of a cycle, besides PPO's own two."""
WHOSE = {REWARD: "", JUDGE: "the gate's judge, which leaves out a quarter of the votes: "}
"""Before what is wrong with a reward model, so that it is not taken for the other's."""

PUBLISHED = "published.json"
"""The outcome of a cycle whose candidate the server has."""
MOST_AT_ONCE = 64
"""Replies that are asked for at once, however many the engine can write. While people chat the server lets a few of
them in (`server/completions/turns.py`)."""
REPORT_SECONDS = 1.0
"""Time between two reports within a stage."""


class Cycle:
    """One cycle of one learner. `run` does it; the methods are its stages, in order."""

    def __init__(
        self,
        name: str,
        server: ServerClient,
        base: BaseModel,
        folder: Path,
        config: CycleConfig | None = None,
        helpers: Sequence[str] = (),
    ) -> None:
        """`helpers`: further devices, beside the base's own, which PPO's passes are shared with."""
        self.name = name
        self.server = server
        self.base = base
        self.folder = folder
        self.config = config or CycleConfig()
        self.helpers = helpers
        self.sampler = ServerSampler(server)
        self.curves = Curves(folder.parent / CURVES / name)
        self.facts: dict[str, Any] = {}
        """What every adapter of this cycle says of itself."""
        self.metrics: dict[str, Any] = {}
        self.seconds: dict[str, float] = {}
        self._references: list[Row] | None = None
        self._reported = 0.0

    def run(self) -> Outcome:
        """The whole cycle. What breaks it raises; what ends it early is an outcome."""
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            if (outcome := self.handed_in()) is not None:
                return outcome
            examples = self.collect()
            self.sampler = sampler_of(self.server)
            parent = self.champion()
            context = min(self.base.context, self.server.context())
            self.config = replace(self.config, ppo=with_room(self.config.ppo, examples, self.base, context))
            training, kept = divide(examples.prompts, self.config, self.base, context)
            reward, report = self.reward(examples, training)
            judge = self.judge(examples, training)
            shown, held = demonstrated(examples, self.base)
            self.improve(reward, training, [one.row for one in shown], parent)
            self.gate(judge, kept, [one.row for one in held], parent)
            return self.publish(trained_votes(examples, shown, few=report.out_of_fold), report)
        except CycleEnd as end:
            return Outcome(end.outcome.outcome, end.outcome.reason, end.outcome.version, self.metrics)
        except (NoChatTemplateError, NoLoraModulesError) as error:
            # Trying again would end the same.
            return Outcome("stopped", str(error), None, self.metrics)
        finally:
            self.curves.close()
            self.server.end_rollouts()

    def handed_in(self) -> Outcome | None:
        """The end of a cycle that was killed after the server had its candidate, if so; else None.

        That version may be live or on trial by now: it is its own, and no reason to hand in a second one.
        """
        file = self.folder / PUBLISHED
        if not file.exists():
            return None
        outcome = Outcome(**json.loads(file.read_text()))
        self.metrics = dict(outcome.metrics)
        self.report("publish", 1, 1)
        parent = int(json.loads((self.folder / PARENT).read_text()))
        if (live := self.server.policies()["live"]) not in (parent, outcome.version):
            raise CycleEnd(Outcome("stopped", f"version {live} went live meanwhile", outcome.version))
        return outcome

    def collect(self) -> Examples:
        """Every example that the server has."""
        file = self.folder / EXAMPLES
        if not file.exists():
            self.report("collect", 0, 1)
            rows = self.server.examples()
            write_file(file, "".join(json.dumps(row) + "\n" for row in rows).encode())
        examples = examples_of(json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
        examples = examples.without(self.base.refused(examples.prompts), "prompts that the chat template refuses")
        self.metrics["examples"] = {
            "pairs": len(examples.pairs),
            "thumbs": len(examples.thumbs),
            "demonstrations": len(examples.demonstrations),
            "prompts": len(examples.prompts),
            "skipped": examples.skipped,
            "all_raters": len(examples.raters),
            "raters": [asdict(rater) for rater in told_raters(examples.raters)],
        }
        self.report("collect", 1, 1)
        if not examples.pairs and not examples.thumbs:
            raise CycleEnd(Outcome("stopped", "there are no votes to learn from"))
        return examples

    def champion(self) -> int:
        """Fetch the live version's adapter into the base. The version."""
        live = self.folder / PARENT
        if not live.exists():
            write_file(live, json.dumps(self.server.policies()["live"]).encode())
        version = int(json.loads(live.read_text()))
        self.facts = {"parent": version, "base": self.server.policies()["base"], "method": "ppo"}
        file = self.server.adapter(version, self.folder / "champion.safetensors")
        if file is not None:
            load_policy(self.base, CHAMPION, file)
        return version

    def reward(self, examples: Examples, prompts: Sequence[list[int]]) -> tuple[RewardModel, RewardReport]:
        """The reward model that PPO climbs. Ends the cycle if it learned nothing that is sure."""
        model, report = self._trained(examples, prompts, REWARD, None)
        self.metrics["reward_model"] = asdict(report)
        self.curves.numbers("reward_model", asdict(report))
        if not report.informative:
            raise CycleEnd(Outcome("stopped", report.reason))
        return model, report

    def judge(self, examples: Examples, prompts: Sequence[list[int]]) -> RewardModel:
        """The gate's own reward model: of another seed and reading, without a part of the votes that the reward model
        has, and with some that it has not.

        How far it may be believed is recorded and not asked for: of few votes it has too few to be sure by itself.
        """
        model, report = self._trained(examples, prompts, JUDGE, 1)
        self.metrics["judge_model"] = asdict(report)
        return model

    def improve(
        self, reward: RewardModel, prompts: Sequence[list[int]], demonstrations: Sequence[Row], parent: int
    ) -> None:
        """PPO from the champion, mixed with what people wrote themselves; afterwards the base has the candidate."""
        iterations, budget = self.config.ppo.iterations, {"kl_budget": self.config.ppo.kl_budget}
        self.report("ppo", 0, iterations, budget)

        def progress(stats: IterationStats) -> None:
            self.curves.ppo(stats)
            self.report("ppo", min(stats.iteration + 1, iterations), iterations, live_numbers(stats))

        began = time.monotonic()
        start, file, expected = CHAMPION if parent else None, self.folder / "ppo.safetensors", value_start(reward)
        champion = None if start is None else self.base.state(start)
        task = Task(prompts, self.config.ppo, demonstrations, champion, expected, file)
        with helped(self.base, self.helpers, task):
            result = train_ppo(
                self.base,
                reward.score,
                prompts,
                self.sampler,
                self.config.ppo,
                write_adapter=self.write_rollout,
                checkpoint=file,
                start=start,
                value_start=expected,
                demonstrations=demonstrations,
                on_progress=progress,
            )
        self.seconds["ppo"] = time.monotonic() - began
        self.metrics["ppo"] = ppo_metrics(result) | budget
        if result.state is None:
            raise CycleEnd(Outcome("stopped", why_nothing_came(result.alarm)))
        self.base.add(CANDIDATE)
        self.base.set_state(CANDIDATE, result.state)

    def gate(self, judge: RewardModel, prompts: Sequence[list[int]], held_out: Sequence[Row], parent: int) -> None:
        """Candidate against champion, on prompts that PPO did not see, scored by the gate's reward model.

        Of a candidate with which nothing is wrong but its KL, a part is kept, and compared again. Ends the cycle if it
        does not pass.
        """
        began = time.monotonic()
        before = CHAMPION if parent else None
        contest = Contest(self.base, self.sampler, self.write_rollout, self.folder, self.config.ppo, self.config.seed)
        self.report("gate", 0, 4)
        champion = contest.replies(before, judge, prompts, self.config.gate_samples)
        self.report("gate", 1, 4)

        def competence() -> tuple[list[float], list[float]]:
            self.report("gate", 2, 4)
            share = contest.competence(before, self.config.competence_plays)
            self.report("gate", 3, 4)
            return share, contest.competence(CANDIDATE, self.config.competence_plays)

        def compared() -> GateVerdict:
            candidate = contest.replies(CANDIDATE, judge, prompts, self.config.gate_samples)
            return judge_candidate(
                candidate,
                champion,
                contest.reference_logprobs(candidate),
                self.config.gate,
                perplexities=(perplexity(self.base, before, held_out), perplexity(self.base, CANDIDATE, held_out))
                if held_out
                else None,
                competence=competence if self.config.competence_plays else None,
            )

        verdict, kept = compared(), 1.0
        for _ in range(self.config.gate_steps_back):
            if (share := self.share_to_keep(verdict)) is None:
                break
            log.info("%s: %.0f%% of the candidate's way is kept", verdict.reasons[0], 100 * share)
            start = None if before is None else self.base.state(before)
            self.base.set_state(CANDIDATE, part_of_the_way(self.base.state(CANDIDATE), start, share))
            verdict, kept = compared(), kept * share
        self.metrics["gate"] = verdict.as_json() | {"kept": kept}
        self.curves.numbers("gate", verdict.measurements | {"passed": verdict.passed, "kept": kept})
        self.seconds["gate"] = time.monotonic() - began
        self.report("gate", 4, 4, verdict.measurements)
        if not verdict.passed:
            raise CycleEnd(Outcome("rejected", "; ".join(verdict.reasons)))

    def share_to_keep(self, verdict: GateVerdict) -> float | None:
        """How much of the candidate's way to keep, if it went too far and nothing else is wrong; else None."""
        if not verdict.too_far(self.config.gate):
            return None
        champion = self.metrics["ppo"]["history"][0]["kl"]
        return share_inside(champion, verdict.measurements["kl"], self.config.gate.max_kl)

    def publish(self, votes: Sequence[str], report: RewardReport) -> Outcome:
        """Hand the candidate in, with all that is known of it, unless another version went live meanwhile."""
        self.report("publish", 0, 1)
        if (live := self.server.policies()["live"]) != self.facts["parent"]:
            raise CycleEnd(Outcome("stopped", f"version {live} went live while this began from {self.facts['parent']}"))
        file = self.folder / "candidate.safetensors"
        facts = self.facts | {
            "config": asdict(self.config),
            "votes": votes,
            "reward_model": asdict(report),
            "metrics": self.metrics["ppo"],
            "gate": self.metrics["gate"],
            "times": self.seconds,
        }
        if not file.exists():
            # A learner that was killed here hands in the same file again, and the server knows it by that.
            write_policy(self.base, CANDIDATE, file, json.loads(json.dumps(facts)))
        version = int(self.server.publish(file)["version"])
        outcome = Outcome("published", f"version {version} passed the gate", version, self.metrics)
        write_file(self.folder / PUBLISHED, json.dumps(asdict(outcome)).encode())
        self.report("publish", 1, 1)
        return outcome

    def write_rollout(self, name: str, file: Path) -> None:
        """Write an adapter for the sampler."""
        write_policy(self.base, name, file, self.facts)

    def references(self, prompts: Sequence[list[int]]) -> list[Row]:
        """Replies of the reference policy, on which scores are normalised; sampled once."""
        if self._references is not None:
            return self._references
        self.sampler.use(None)
        ppo, wanted = self.config.ppo, self.config.reference_samples
        some = Random(f"references/{self.config.seed}").choices(list(prompts), k=wanted)
        groups = self.sampler(some, n=1, temperature=ppo.temperature, max_tokens=ppo.max_tokens, seed=self.config.seed)
        found = [rollout for group in groups for rollout in group]
        cut = sum(not rollout.finished for rollout in found)
        if cut > self.config.most_cut * len(found):
            why = f"{cut} of {len(found)} replies of the base model were cut off at {ppo.max_tokens} tokens"
            raise CycleEnd(
                Outcome("stopped", f"{why}, far beyond those that people voted on: what they say is not seen")
            )
        self._references = [(rollout.prompt_ids, rollout.response_ids) for rollout in found]
        return self._references

    def _trained(
        self, examples: Examples, prompts: Sequence[list[int]], name: str, fold: int | None
    ) -> tuple[RewardModel, RewardReport]:
        """A reward model, normalised on replies of the reference policy; from the folder if it is there already."""
        folder, facts = self.folder / name, self.folder / f"{name}.json"
        if facts.exists():
            return RewardModel.load(self.base, folder), RewardReport(**json.loads(facts.read_text()))
        began = time.monotonic()
        self.report(f"{name} model", 0, 1)
        try:
            model, report = train_reward_model(
                self.base,
                examples,
                self.config.reward,
                seed=self.config.seed + (fold or 0),
                fold=fold,
                reference=self.references(prompts),
                on_progress=lambda done, total: self.report(f"{name} model", done, total),
                on_predicted=self.think if name == REWARD else lambda predictions: None,
            )
        except RewardModelError as error:
            raise CycleEnd(Outcome("stopped", f"{WHOSE[name]}{error}")) from None
        self.seconds[name] = time.monotonic() - began
        if model is None:
            self.metrics[f"{name}_model"] = asdict(report)
            raise CycleEnd(Outcome("stopped", f"{WHOSE[name]}{report.reason}"))
        model.save(folder)
        write_file(facts, json.dumps(asdict(report)).encode())
        return model, report

    def think(self, predictions: Sequence[Prediction]) -> None:
        """Tell the server what the reward model thinks of votes that it did not see. The cycle goes on without, too."""
        of = {one.vote_id: (round(one.score, 4), round(one.margin, 4)) for one in opinions_of(predictions)}
        try:
            self.server.think(self.name, of)
        except LeaseLostError:
            raise
        except ServerError as error:
            log.warning("the server did not take what the reward model thinks of votes: %s", error)

    def report(self, stage: str, done: int, total: int, metrics: Mapping[str, Any] | None = None) -> None:
        """Tell the server where the cycle is, not too often within a stage; ends the cycle if it is to stop."""
        now = time.monotonic()
        if 0 < done < total and not metrics and now - self._reported < REPORT_SECONDS:
            return
        self._reported = now
        told = {"cycle": self.name, "stage": stage, "done": done, "total": total, "metrics": dict(metrics or {})}
        if not self.server.progress(told):
            raise CycleEnd(Outcome("cancelled", f"it was told to stop at the stage {stage}"))


def sampler_of(server: ServerClient) -> ServerSampler:
    """Samples in half of the engine's slots at most: what runs in one is not put aside for a person."""
    slots = server.slots()
    at_once = MOST_AT_ONCE if slots is None else max(1, min(MOST_AT_ONCE, slots // 2))
    return ServerSampler(server, in_flight=at_once)


def value_start(reward: RewardModel) -> ValueStart:
    """The value model begins as the bare base, with a linear guess of the score that its states allow."""
    return ValueStart(None, *reward.expected)
