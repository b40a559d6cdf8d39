"""The lock files and the two set-up scripts keep their promises."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LOCK, TEST_LOCK = ROOT / "requirements.txt", ROOT / "requirements-test.txt"
ENTRY = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[^ ;]+)( ; [^\\]+)?( --hash=sha256:[0-9a-f]{64})+")


def entries(lock: Path) -> list[str]:
    """Return the lock file's entries, each on one line; it holds nothing else."""
    return re.sub(r"\s*\\\n\s*", " ", lock.read_text("ascii")).splitlines()


def versions(lock: Path) -> dict[str, str]:
    return {match["name"]: match["version"] for match in map(ENTRY.match, entries(lock)) if match}


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.mark.parametrize("lock", [LOCK, TEST_LOCK], ids=lambda path: path.name)
def test_every_locked_entry_has_a_version_and_hashes_and_no_address(lock):
    assert entries(lock)
    assert [entry for entry in entries(lock) if not ENTRY.fullmatch(entry)] == []


def test_the_tests_run_on_the_very_packages_that_the_program_runs_on():
    assert set(entries(LOCK)) <= set(entries(TEST_LOCK))


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [(LOCK, project()["project"]["dependencies"]), (TEST_LOCK, project()["dependency-groups"]["test"])],
    ids=["program", "tests"],
)
def test_every_dependency_is_locked_at_an_allowed_version(lock, wanted):
    locked = versions(lock)
    for requirement in map(Requirement, wanted):
        assert requirement.specifier.contains(locked[canonicalize_name(requirement.name)]), requirement


@pytest.mark.long
@pytest.mark.parametrize("python", ["3.11", "3.14"])
def test_every_locked_package_has_a_wheel_for_windows(python, tmp_path):
    download = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    for_windows = ["--only-binary=:all:", "--platform", "win_amd64", "--python-version", python]
    subprocess.run([*download, *for_windows, "-r", TEST_LOCK, "-d", tmp_path], check=True)


@pytest.mark.parametrize("command", ["sh -n run.sh", "dash -n run.sh", "bash -n .ci/run"])
def test_the_shells_can_read_the_scripts(command):
    subprocess.run(command.split(), cwd=ROOT, check=True)


@pytest.fixture
def checkout(tmp_path):
    """Make a checkout in a folder with a space in its name; nothing is set up."""
    folder = tmp_path / "協議会 desktop"
    folder.mkdir()
    for file in (ROOT / "run.sh", LOCK, TEST_LOCK):
        shutil.copy(file, folder)
    return folder


@pytest.fixture
def ready_checkout(checkout):
    """Make a checkout that is set up, with a Python that only tells how it was started."""
    python = checkout / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    write_script(python, 'echo "$QT_QPA_PLATFORM|$PWD|$*|$(cat)"; exit 7')
    for lock in (LOCK, TEST_LOCK):
        shutil.copy(lock, checkout / ".venv")
    return checkout


def write_script(path, body):
    path.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def start(checkout, *arguments, **environment):
    """Run run.sh from the folder above the checkout, with a password waiting on standard input."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        ["sh", f"{checkout.name}/run.sh", *arguments],
        check=False,
        cwd=checkout.parent,
        env=inherited | environment,
        input="secret\n",
        capture_output=True,
        text=True,
    )


def test_the_program_gets_arguments_password_and_folder_as_given(ready_checkout):
    run = start(ready_checkout, "check", "my vault", DISPLAY=":0")
    assert run.stdout == f"|{ready_checkout.parent}|-m kyogikai_desktop check my vault|secret\n"
    assert (run.returncode, run.stderr) == (7, "")


def test_without_a_screen_the_demonstration_is_played(ready_checkout):
    assert "offscreen|" in start(ready_checkout).stdout
    assert "|-m kyogikai_desktop demo|" in start(ready_checkout).stdout
    assert "|-m kyogikai_desktop|" in start(ready_checkout, WAYLAND_DISPLAY="wayland-0").stdout


def test_the_word_test_runs_pytest_in_the_checkout(ready_checkout):
    run = start(ready_checkout, "test", "tests/vault", DISPLAY=":0")
    assert run.stdout == f"offscreen|{ready_checkout}|-m pytest tests/vault|secret\n"


def test_without_administrator_rights_the_missing_packages_are_named(checkout, tmp_path):
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in ("sh", "dirname", "cmp", "grep", "flock"):
        (tools / tool).symlink_to(shutil.which(tool))
    write_script(tools / "dpkg-query", "exit 1")
    write_script(tools / "id", "echo 1000")
    run = start(checkout, PATH=str(tools))
    assert (run.returncode, run.stdout) == (2, "")
    for package in ("python3-venv", "libegl1", "libxcb-cursor0", "fonts-ipamj-mincho"):
        assert package in run.stderr
