from collections import Counter
from pathlib import Path

import pytest

import tests.__main__ as stages
from tests.services.tally import read_tally, told

pytest_plugins = ["pytester"]
ROOT = Path(__file__).parents[2]
INNER = ("-p", "no:cacheprovider", "-p", "tests.services.tally")


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"passed": 12}, "12 passed in 3.20s"),
        ({"passed": 12, "failed": 1}, "1 failed, 12 passed in 3.20s"),
        ({"error": 1, "skipped": 2}, "1 error, 2 skipped in 3.20s"),
        ({"error": 2, "passed": 0}, "2 errors in 3.20s"),
        ({}, "no tests ran in 3.20s"),
    ],
)
def test_counts_are_told_as_pytest_tells_them(counts: dict[str, int], words: str) -> None:
    assert told(Counter(counts), 3.2) == words


def test_a_run_that_left_no_counts_is_an_error(tmp_path: Path) -> None:
    assert read_tally(tmp_path / "none.json") == Counter(error=1)


@pytest.mark.parametrize(
    ("code", "counts", "expected"),
    [
        (0, {"passed": 3}, {"passed": 3}),
        (1, {"passed": 3, "failed": 1}, {"passed": 3, "failed": 1}),
        (5, {}, {"error": 1}),  # no tests
        (3, {"passed": 3}, {"passed": 3, "error": 1}),  # broke off
    ],
)
def test_a_stage_that_failed_is_never_told_as_passed(
    code: int, counts: dict[str, int], expected: dict[str, int]
) -> None:
    assert stages.outcome(code, Counter(counts)) == Counter(expected)


@pytest.fixture(autouse=True)
def the_plugin_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def test_a_run_counts_its_outcomes(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import pytest
        def test_passes(): pass
        def test_passes_too(): pass
        def test_fails(): assert False
        @pytest.fixture
        def broken(): raise ValueError
        def test_breaks(broken): pass
        @pytest.mark.xfail
        def test_is_known_to_fail(): assert False
        """
    )
    tally = pytester.path / "tally.json"

    pytester.runpytest_subprocess(*INNER, f"--tally={tally}")

    assert read_tally(tally) == Counter(passed=2, failed=1, error=1, xfailed=1)


@pytest.mark.parametrize(("failing", "code"), [(None, 0), ("without", 1), ("browser", 1)])
def test_both_stages_run_and_count(
    pytester: pytest.Pytester, capfd: pytest.CaptureFixture[str], failing: str | None, code: int
) -> None:
    pytester.makeini("[pytest]\nmarkers = browser")
    pytester.makepyfile(
        f"""
        import pytest
        def test_without(): assert {failing != "without"}
        @pytest.mark.browser
        def test_with(): assert {failing != "browser"}
        """
    )

    assert stages.main([*INNER, str(pytester.path)]) == code

    last = capfd.readouterr().out.splitlines()[-1]
    assert last.startswith("=")
    assert ("1 failed, 1 passed in" if failing else " 2 passed in") in last
