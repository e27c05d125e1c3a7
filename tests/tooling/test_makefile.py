import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def write_program(file: Path, script: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)
    return file


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    shutil.copy(ROOT / "Makefile", folder)
    return subprocess.run(["make", *arguments], cwd=folder, capture_output=True, text=True, check=False)  # noqa: S607 - make is what the tests are started with


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with an environment whose interpreter only notes what it is asked."""
    write_program(tmp_path / ".venv/bin/python", 'echo "$@" >> asked')
    (tmp_path / "requirements.txt").write_text("first\n")
    return tmp_path


def installs(folder: Path) -> int:
    return (folder / "asked").read_text().count("pip install")


def test_packages_are_installed_once_for_each_content_of_the_lock_file(folder: Path) -> None:
    assert make(folder, "run").returncode == 0
    assert installs(folder) == 1
    make(folder, "run")
    assert installs(folder) == 1

    (folder / "requirements.txt").write_text("second\n")
    make(folder, "run")
    assert installs(folder) == 2


def test_packages_that_could_not_be_installed_are_tried_again(folder: Path) -> None:
    write_program(folder / ".venv/bin/python", 'echo "$@" >> asked; case "$*" in *install*) exit 1;; esac')
    assert make(folder, "run").returncode != 0
    assert make(folder, "run").returncode != 0
    assert installs(folder) == 2


def test_running_starts_the_app_after_the_packages(folder: Path) -> None:
    make(folder, "run")
    asked = (folder / "asked").read_text().splitlines()
    assert "--require-hashes -r requirements.txt" in asked[-2]
    assert asked[-1] == "-m dashboard serve --prepare"


def test_an_interpreter_that_is_too_old_is_named_with_what_to_do(tmp_path: Path) -> None:
    old = write_program(
        tmp_path / "python3.9", 'case "$*" in *version_info*) exit 1;; --version) echo Python 3.9.18;; esac'
    )
    result = make(tmp_path, "run", f"PYTHON={old}")
    assert result.returncode != 0
    assert f"needs Python 3.11, 3.12 or 3.13; {old} is Python 3.9.18" in result.stderr
    assert "make PYTHON=" in result.stderr
    assert not (tmp_path / ".venv").exists()


def test_an_interpreter_without_venv_is_named_with_what_to_do(tmp_path: Path) -> None:
    bare = write_program(tmp_path / "python3", 'case "$*" in *ensurepip*) exit 1;; esac')
    result = make(tmp_path, "run", f"PYTHON={bare}")
    assert result.returncode != 0
    assert "apt install python3-venv" in result.stderr


def test_half_an_environment_is_made_anew(tmp_path: Path) -> None:
    write_program(tmp_path / ".venv/bin/python", "exit 1")
    (tmp_path / ".venv/leftover").touch()
    (tmp_path / "requirements.txt").touch()
    good = write_program(
        tmp_path / "python3",
        'case "$*" in "-m venv .venv") mkdir -p .venv/bin; cp "$0" .venv/bin/python;; esac',
    )
    assert make(tmp_path, "run", f"PYTHON={good}").returncode == 0
    assert not (tmp_path / ".venv/leftover").exists()
