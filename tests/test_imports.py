"""Imports go one way, server -> policy -> feedback, and heavy libraries stay where they belong.

The rules are read from the source by `violations`, which is itself tried on a tree that breaks each of them.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
HEAVY = {"torch", "transformers", "vllm"}
PACKAGES = ("server", "policy", "feedback")
ABOVE = {"server": (), "policy": ("server",), "feedback": ("server", "policy")}


def sources(root: Path) -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted(path for path in (root / package).rglob("*.py") if "node_modules" not in path.parts)


def imports(path: Path) -> Iterator[str]:
    """Every module named in an import of the file, those inside functions included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def reads_environment(path: Path) -> bool:
    """Whether the file takes a value out of `os.environ`; setting one for a library is another matter."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr == "getenv":
            return True
        value = getattr(node, "value", None)
        if isinstance(value, ast.Attribute) and value.attr == "environ":
            taken = isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load)
            if taken or (isinstance(node, ast.Attribute) and node.attr in ("get", "items", "copy")):
                return True
    return False


def violations(root: Path) -> list[str]:
    found = []
    for path in sources(root):
        name = path.relative_to(root).as_posix()
        package = name.split("/")[0]
        tops = {module.split(".")[0] for module in imports(path)}
        found += [f"{name} imports {above}" for above in ABOVE[package] if above in tops]
        if "vllm" in tops and not name.startswith("server/engine/"):
            found.append(f"{name} imports vllm")
        if "fastapi" in tops and package != "server":
            found.append(f"{name} imports fastapi")
        if path.name == "__init__.py" and path.read_text(encoding="utf-8").strip():
            found.append(f"{name} is not empty")
        if name != "server/settings.py" and reads_environment(path):
            found.append(f"{name} reads the environment")
    return found


def test_every_import_keeps_the_rule() -> None:
    assert violations(ROOT) == []


def test_each_broken_rule_is_found(tmp_path: Path) -> None:
    broken = {
        "feedback/store.py": "def late():\n    from policy.registry import Registry\n",
        "policy/ppo/loop.py": "import server.settings\n",
        "policy/ppo/rollouts.py": "import vllm\nimport fastapi\n",
        "policy/__init__.py": "from policy.ppo import step\n",
        "server/completions/routes.py": "import vllm\nimport os\nhome = os.environ['HOME']\n",
        "server/engine/options.py": "import vllm, os\nos.environ['X'] = '1'\nos.environ.setdefault('Y', '2')\n",
        "server/settings.py": "import os\nall = os.environ.get('X')\n",
    }
    for name, source in broken.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(source)
    assert violations(tmp_path) == [
        "server/completions/routes.py imports vllm",
        "server/completions/routes.py reads the environment",
        "policy/__init__.py is not empty",
        "policy/ppo/loop.py imports server",
        "policy/ppo/rollouts.py imports vllm",
        "policy/ppo/rollouts.py imports fastapi",
        "feedback/store.py imports policy",
    ]


def used_by_the_http_process() -> list[str]:
    """The policy and feedback modules that any server module imports, itself or when asked to do something.

    The commands beside `attune serve` run in processes of their own.
    """
    serving = [path for path in (ROOT / "server").rglob("*.py") if path.parent.name != "cli"]
    named = {module for path in serving for module in imports(path)}
    files = {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in sources(ROOT)}
    return sorted(name for name in named & files if not name.startswith("server"))


def loaded_after_importing(*modules: str) -> set[str]:
    """What a fresh Python has loaded after importing the modules."""
    code = "".join(f"import {module}\n" for module in modules) + "import sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, text=True, capture_output=True, check=True)
    return set(done.stdout.split())


def test_the_http_process_loads_no_torch_through_policy_or_feedback() -> None:
    used = used_by_the_http_process()
    assert "feedback.store" in used
    loaded = loaded_after_importing(*used)
    assert loaded >= set(used)
    assert loaded & HEAVY == set()


def test_the_command_line_is_light() -> None:
    loaded = loaded_after_importing("server.cli.main")
    assert "server.settings" in loaded
    assert loaded & HEAVY == set()
