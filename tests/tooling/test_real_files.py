from pathlib import Path

import pytest

pytest_plugins = ["pytester"]
ROOT = Path(__file__).parents[2]
INNER = ("-p", "no:cacheprovider", "-p", "tests.services.real_files")


@pytest.fixture
def inner(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeini("[pytest]\nmarkers = real")
    pytester.makepyfile(
        test_inner="""
        import pytest
        @pytest.mark.real
        def test_reads_a_file(real_folder): assert (real_folder / "file").exists()
        def test_reads_none(): pass
        """
    )
    return pytester


@pytest.mark.parametrize("processes", [(), ("-n", "1")])
def test_without_the_files_their_tests_are_left_out_by_name(inner: pytest.Pytester, processes: tuple[str]) -> None:
    folder = inner.path / "absent"

    result = inner.runpytest_subprocess(*INNER, *processes, f"--real={folder}")

    assert result.ret == 0
    result.assert_outcomes(passed=1, deselected=0 if processes else 1)
    expected = f"1 left out, {folder} is not there: test_inner.py::test_reads_a_file"
    assert [line for line in result.outlines if "left out" in line] == [expected]


def test_with_the_files_their_tests_run_and_nothing_is_said(inner: pytest.Pytester) -> None:
    folder = inner.mkdir("real")
    (folder / "file").touch()

    result = inner.runpytest_subprocess(*INNER, f"--real={folder}")

    result.assert_outcomes(passed=2)
    assert not [line for line in result.outlines if "left out" in line]


def test_where_everything_must_run_their_absence_is_a_failure(
    inner: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")

    result = inner.runpytest_subprocess(*INNER, f"--real={inner.path / 'absent'}")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "CI=true demands it" in result.stderr.str()
