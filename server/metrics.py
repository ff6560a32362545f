"""What the server counts beside vLLM's own metrics; `/metrics` shows both, in Prometheus' text format."""

from prometheus_client import Counter, Gauge, Histogram

STORE_FAILURES = Counter("attune_store_failures", "Writes of completions that the store could not keep.")
COMPLETIONS = Counter("attune_completions", "Completions by how they ended.", ["policy_version", "status"])
VOTES = Counter("attune_votes", "Acknowledged votes and preferences.", ["kind"])
ENGINE_RESTARTS = Counter("attune_engine_restarts", "Times the engine's process died and was started again.")
ENGINE_READY = Gauge("attune_engine_ready", "1 while the engine takes requests.")
SWAPS = Counter("attune_swaps", "Times that the version which answers was changed.", ["kind"])
POLICY_VERSION = Gauge("attune_policy_version", "The policy version that new requests get.")
CANARY_SHARE = Gauge("attune_canary_share", "Share of conversations of the version on trial.", ["policy_version"])
CANARY_VOTES = Gauge("attune_canary_votes", "What counts in the trial, each rater's part capped.", ["said"])
CANARY_P_VALUES = Gauge("attune_canary_p_value", "The trial's p-values, valid at all times.", ["hypothesis"])
CANARY_VERDICTS = Counter("attune_canary_verdicts", "Trials that ended by themselves.", ["decision"])
CYCLES = Counter("attune_learner_cycles", "Cycles of learning by how they ended.", ["outcome"])
LEARNING = Gauge("attune_learner_running", "1 while a cycle of learning runs.")
NEW_VOTES = Gauge("attune_learner_new_votes", "Votes since the last cycle, which count towards the next.")
STREAMS = Gauge("attune_streams", "Requests that are being generated.")
FIRST_TOKEN = Histogram(
    "attune_first_token_seconds",
    "Time from a request's checks being passed to its first token.",
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
