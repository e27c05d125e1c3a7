from pathlib import Path

import pytest

from tests.services.browser import arguments, ensure_chromium, ensure_driver, find_chromium
from tests.services.machine import MissingServiceError
from tests.tooling.fake_machine import FakeMachine

VERSION = "Chromium 156.0"
PYTHON = Path("python")  # what it says is where Playwright keeps its Chromium


def test_the_browser_named_in_the_environment_wins_over_the_path(tmp_path: Path) -> None:
    fake = FakeMachine(tmp_path, environment={"BROBYGGER_CHROMIUM": str(tmp_path / "mine/chrome")})
    fake.program("bin/chromium", VERSION)
    named = fake.program("mine/chrome", VERSION)

    assert find_chromium(fake.machine, "python") == named


def test_a_named_browser_that_does_not_run_is_refused_though_another_would(tmp_path: Path) -> None:
    fake = FakeMachine(tmp_path, is_root=True, environment={"BROBYGGER_CHROMIUM": "/no/such/chrome"})
    fake.program("bin/chromium", VERSION)

    with pytest.raises(MissingServiceError, match="BROBYGGER_CHROMIUM names /no/such/chrome"):
        ensure_chromium(fake.machine, "python")
    assert fake.done == []


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome"])
def test_a_browser_on_the_path_is_found_under_each_of_its_names(tmp_path: Path, name: str) -> None:
    fake = FakeMachine(tmp_path)
    program = fake.program(f"bin/{name}", VERSION)

    assert find_chromium(fake.machine, "python") == program


def test_a_browser_on_the_path_that_does_not_run_is_passed_over(tmp_path: Path) -> None:
    fake = FakeMachine(tmp_path)
    fake.program("bin/chromium")
    working = fake.program("bin/google-chrome", VERSION)

    assert find_chromium(fake.machine, "python") == working


def test_the_browser_of_playwright_comes_last(tmp_path: Path) -> None:
    fake = FakeMachine(tmp_path)
    own = fake.program("playwright/chrome", VERSION)
    fake.says[PYTHON] = str(own)

    assert find_chromium(fake.machine, "python") == own
    on_path = fake.program("bin/chromium", VERSION)
    assert find_chromium(fake.machine, "python") == on_path


def test_root_installs_the_system_package_after_a_fresh_index(tmp_path: Path) -> None:
    fake = FakeMachine(tmp_path, is_root=True)
    fake.program("bin/apt-get")
    fake.installs = {"update": lambda: None, "install": lambda: fake.program("bin/chromium", VERSION)}

    assert ensure_chromium(fake.machine, "python") == tmp_path / "bin/chromium"
    assert fake.done == [
        "apt-get update --quiet",
        "apt-get install --yes --quiet --no-install-recommends chromium fonts-liberation",
    ]


@pytest.mark.parametrize(("is_root", "has_apt"), [(False, True), (True, False)])
def test_playwright_installs_where_apt_cannot(tmp_path: Path, is_root: bool, has_apt: bool) -> None:
    fake = FakeMachine(tmp_path, is_root=is_root)
    if has_apt:
        fake.program("bin/apt-get")
    own = tmp_path / "playwright/chrome"
    fake.says[PYTHON] = str(own)
    fake.installs = {"playwright": lambda: fake.program("playwright/chrome", VERSION)}

    assert ensure_chromium(fake.machine, "python") == own
    assert fake.done == ["python -m playwright install chromium"]


def test_playwright_installs_where_apt_fails(tmp_path: Path) -> None:
    fake = FakeMachine(tmp_path, is_root=True)
    fake.program("bin/apt-get")
    own = tmp_path / "playwright/chrome"
    fake.says[PYTHON] = str(own)
    fake.installs = {"playwright": lambda: fake.program("playwright/chrome", VERSION)}

    assert ensure_chromium(fake.machine, "python") == own
    assert fake.done == ["apt-get update --quiet", "python -m playwright install chromium"]


def test_a_browser_that_cannot_be_had_is_named_with_the_ways_to_get_it(tmp_path: Path) -> None:
    fake = FakeMachine(tmp_path)

    with pytest.raises(MissingServiceError, match=r"Chromium is missing.*«chromium».*playwright.*BROBYGGER_CHROMIUM"):
        ensure_chromium(fake.machine, "python")


def test_only_root_runs_the_browser_without_its_sandbox() -> None:
    assert "--no-sandbox" in arguments(is_root=True)
    assert "--no-sandbox" not in arguments(is_root=False)


def test_a_driver_that_runs_needs_nothing(tmp_path: Path) -> None:
    fake = FakeMachine(tmp_path, is_root=True)
    fake.program("bin/apt-get")
    fake.says[PYTHON] = "Version 1.65"

    ensure_driver(fake.machine, "python")

    assert fake.done == []


def test_root_installs_the_library_the_driver_lacks(tmp_path: Path) -> None:
    fake = FakeMachine(tmp_path, is_root=True)
    fake.program("bin/apt-get")
    fake.installs = {"update": lambda: None, "libatomic1": lambda: fake.says.update({PYTHON: "Version 1.65"})}

    ensure_driver(fake.machine, "python")

    assert fake.done[-1].endswith(" libatomic1")


@pytest.mark.parametrize("is_root", [False, True])
def test_a_driver_that_cannot_be_had_is_named_with_the_way_to_get_it(tmp_path: Path, is_root: bool) -> None:
    fake = FakeMachine(tmp_path, is_root=is_root)
    fake.program("bin/apt-get")

    with pytest.raises(MissingServiceError, match=r"driver is missing.*«libatomic1»"):
        ensure_driver(fake.machine, "python")
