"""The settings of PPO, each with its reason. Values are tuned for adapters on small models and some hundred prompts."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PPOConfig:
    """Everything that decides an update, besides the models and the prompts. Raises `ValueError` on values that
    cannot be."""

    seed: int = 0
    """Every draw (prompts, sampling, order of minibatches) follows from this and the iteration's number alone."""
    iterations: int = 10
    """Updates at most, those taken back included; each has rollouts of its own. Three are enough for a preference about
    one place in the reply (ends with a question); one that turns with the prompt (register) begins to gain after as
    many."""
    patience: int = 2
    """The run ends when so many updates in a row have not raised the score by `least_gain`, or not by
    `least_gain_share`."""
    least_gain: float = 0.05
    """In standard deviations of the score, above the best before. 128 responses are measured to about 0.09. A state
    that is better by less is not worth what else it changed: it is not returned for it either."""
    least_gain_share: float = 0.1
    """And of what all updates before have gained: what is nearly learned is not worth the time and the KL, what has
    only begun to be is."""
    least_move: float = 0.5
    """Nats per response of KL to the reference, below which a run does not end for want of gain."""
    rollouts: int = 128
    """Responses in an iteration. Fewer make the advantages too noisy, more take longer for little."""
    samples_per_prompt: int = 1
    """Responses to one prompt. Different prompts teach more than different answers to one."""
    max_tokens: int = 160
    """A response is cut off here; it then pays `missing_eos_penalty`."""
    temperature: float = 1.0
    """Of sampling, and so of every logprob: all logits are divided by it."""
    missing_eos_penalty: float = 1.0
    """Taken off the score of a response that did not end: one standard deviation of scores."""
    score_clip: float = 5.0
    """Scores are clipped to this many standard deviations, so that one odd response does not own the batch."""
    kl_coef: float = 0.1
    """The price of a nat of KL to the reference, in standard deviations of the score, to begin with."""
    kl_clip: float = 10.0
    """A token's log-ratio to the reference is clipped to this, in nats, where it enters the reward."""
    kl_target: float = 2.0
    """Nats per response that the coefficient steers to. Below the budget, so that the budget is seldom what ends it."""
    kl_horizon: int = 640
    """Responses in which the coefficient changes by at most a fifth."""
    kl_budget: float = 3.0
    """Nats per response. No state measured above it is ever returned: past about 3 nats a small model loses
    competence."""
    kl_slack: float = 0.5
    """A run ends this many nats above the budget: a champion may stand close to it, and must have room to move. What
    is returned is inside the budget all the same."""
    backtracks: int = 2
    """How often in a run an update that led above the limit, or above the budget with no room for another, is taken
    back in part and measured again, as in TRPO's line search (Schulman et al. 2015, appendix C). Each costs an
    iteration's rollouts; without them one update too many loses a whole cycle's votes."""
    gamma: float = 1.0
    """No discount: the score at the end counts in full for the first token."""
    lam: float = 1.0
    """GAE's trade between the value model's bias and the returns' variance: here none of the bias. A value model of one
    update explains little, and with the usual 0.95 the first of 25 tokens has a quarter of the score left. Paid by the
    gold itself, three seeds' policies came to a mean of 0.94, 0.94, 0.91 on unseen prompts with 1 and to 0.84, 0.81,
    0.90 with 0.95 (`python -m tests.bench.ppo name`); of register to 0.76, 0.84, 0.85 and 0.73, 0.82, 0.81. Where a
    preference is about a reply's end it makes no difference."""
    least_advantage_std: float = 0.5
    """Advantages that vary by less, in standard deviations of the score, are scaled as if they varied by that. Once
    nearly all responses have what is wanted, little but noise is left, and scaled up to 1 it tears the policy apart."""
    epochs: int = 2
    """Passes over an iteration's rollouts at most; fewer if the KL budget is reached on the way."""
    value_epochs: int = 1
    """In how many of them the value model learns, too. Its passes cost as much as the policy's and bring less."""
    minibatch: int = 32
    """Responses to one step of the optimizer. What the policy learns goes with the number of steps more than with
    their size."""
    micro_batch_tokens: int = 4096
    """Tokens, padding included, that go through the model at once. Changes memory and speed, not the result."""
    bfloat16: bool = False
    """Matrix products of policy, reference and value model in this precision. On a CPU with instructions for it
    (`BaseModel.multiplies_bfloat16`) an update takes half the time. Logprobs are then 4e-3 nats off on average, on both
    sides of every ratio alike, and the gradient has a cosine of 0.999 with float32's (measured on the starter)."""
    learning_rate: float = 2e-3
    """Adam's, for the policy's adapter. High for full weights; for LoRA on a small model two epochs at this rate
    learn what four learn at half of it."""
    value_learning_rate: float = 1e-3
    """Adam's, for the value model's adapter and head."""
    adam_eps: float = 1e-5
    """PPO's usual one; the default 1e-8 makes steps of noise where gradients are small."""
    max_grad_norm: float = 1.0
    """Gradients are scaled down to this norm, the policy's and the value model's each by itself."""
    ratio_clip: float = 0.2
    """How far a token's probability ratio may move before its gradient stops."""
    value_clip: float = 0.2
    """How far a value may move from what it was, likewise."""
    value_coef: float = 0.1
    """Weight of the value loss in the sum."""
    value_warmup: int = 1
    """Epochs on the first rollouts in which only the value model learns, from whole returns."""
    importance_cap: float = 2.0
    """Most that a token counts for being likelier to the trainer than to the sampler, or, in the estimate of the KL
    that an update led to, than before."""
    ptx_coef: float = 0.1
    """Weight of the SFT loss (InstructGPT's PPO-ptx), where demonstrations are given."""
    ptx_minibatch: int = 16
    """Demonstrations in each step, where they are given."""
    max_mismatch: float = 0.05
    """Alarm: share of tokens to which trainer and sampler give probabilities that differ by more than a tenth."""
    max_first_ratio_error: float = 0.01
    """Alarm: mean distance from 1 of the ratio before the first step. float32 gives 1e-6, bfloat16 4e-3."""
    min_entropy: float = 0.25
    """Alarm: entropy per token, as a share of what it was at the start."""
    max_length_drift: float = 4.0
    """Alarm: factor by which the mean length may grow or shrink from what it was at the start."""

    def __post_init__(self) -> None:
        # A NaN is never good: every comparison with it is false.
        for name in AT_LEAST_1:
            self._check(name, getattr(self, name) >= 1, "at least 1")
        for name in ABOVE_0:
            self._check(name, getattr(self, name) > 0, "above 0")
        for name in AT_LEAST_0:
            self._check(name, getattr(self, name) >= 0, "at least 0")
        for name in SHARES:
            self._check(name, 0 <= getattr(self, name) <= 1, "from 0 to 1")
        self._check("max_length_drift", self.max_length_drift > 1, "above 1")
        self._check("ratio_clip", self.ratio_clip < 1, "below 1")
        self._check("kl_target", self.kl_target <= self.kl_budget, f"at most kl_budget, {self.kl_budget}")
        whole = self.rollouts % self.samples_per_prompt == 0
        self._check("rollouts", whole, f"a multiple of samples_per_prompt, {self.samples_per_prompt}")

    @property
    def kl_limit(self) -> float:
        """The KL at which a run ends, in nats per response."""
        return self.kl_budget + self.kl_slack

    def _check(self, name: str, good: bool, allowed: str) -> None:
        if not good:
            raise ValueError(f"{name} is {getattr(self, name)}; it must be {allowed}")


AT_LEAST_1 = (
    *("iterations", "patience", "rollouts", "samples_per_prompt", "max_tokens", "kl_horizon"),
    *("epochs", "minibatch", "micro_batch_tokens", "ptx_minibatch"),
)
ABOVE_0 = (
    *("temperature", "score_clip", "kl_clip", "kl_target", "kl_budget", "learning_rate", "value_learning_rate"),
    *("adam_eps", "max_grad_norm", "ratio_clip", "value_clip", "importance_cap"),
)
AT_LEAST_0 = (
    *("missing_eos_penalty", "kl_coef", "value_epochs", "value_coef", "value_warmup", "ptx_coef"),
    *("max_first_ratio_error", "min_entropy", "least_gain", "least_move", "kl_slack", "backtracks"),
    "least_advantage_std",
)
SHARES = ("gamma", "lam", "max_mismatch", "least_gain_share")
