"""What vLLM and its libraries read from the process environment, set before they are first imported.

Nothing here overrides what the person set. `server/settings.py` is the only reader; this only writes.
"""

import atexit
import os
import shutil
import tempfile
import warnings


def prepare_environment(log_level: str) -> None:
    """No usage statistics, no forked children, no files left behind, and vLLM's own log only where it was asked for."""
    sockets = tempfile.mkdtemp(prefix="attune-")
    atexit.register(shutil.rmtree, sockets, ignore_errors=True)
    for name, value in {
        "VLLM_NO_USAGE_STATS": "1",
        "DO_NOT_TRACK": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        # A forked child would inherit the listening socket and keep the port when the server dies.
        "VLLM_WORKER_MULTIPROC_METHOD": "spawn",
        "VLLM_LOGGING_LEVEL": "DEBUG" if log_level == "debug" else "ERROR",
        # Its sockets between processes, which it does not remove.
        "VLLM_RPC_BASE_PATH": sockets,
        "TOKENIZERS_PARALLELISM": "false",
        # Advice to vLLM's own developers, which every start would print some ten times.
        "TORCH_LOGS": "-all",
        "TORCH_CPP_LOG_LEVEL": "ERROR",
        "PYTHONWARNINGS": "ignore::FutureWarning",
    }.items():
        os.environ.setdefault(name, value)
    # Child processes read PYTHONWARNINGS when they start; this one has started.
    warnings.filterwarnings("ignore", category=FutureWarning, module="vllm")
