"""Seeds on a CPU: nothing is drawn from a request's own dice while only a part of its prompt has been read.

A prompt that does not fit into one step is read in several. vLLM samples a token after each of them, throws it away,
and turns the request's generator back by what that took (`GPUModelRunner._bookkeeping_sync`). A CPU's generator cannot
be turned back: it raises, and the engine dies of any seeded request that comes while many others do. Here the
generators of such requests are put aside for the step, so that nothing has to be turned back.
"""

from typing import Any

import numpy as np


def keep_seeds_whole() -> None:
    """Have vLLM's CPU workers put aside the generators of requests whose sampled token is thrown away."""
    from vllm.v1.worker.cpu_model_runner import CPUModelRunner  # noqa: PLC0415 - only workers need it

    sample = CPUModelRunner.sample_tokens

    def sample_tokens(runner: Any, *given: Any) -> Any:
        batch = runner.input_batch
        unread = np.flatnonzero(runner.discard_request_mask.np[: batch.num_reqs])
        aside = {int(place): batch.generators.pop(int(place)) for place in unread if int(place) in batch.generators}
        try:
            return sample(runner, *given)
        finally:
            batch.generators.update(aside)

    CPUModelRunner.sample_tokens = sample_tokens
