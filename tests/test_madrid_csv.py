"""The sums that our figures are held against: they stand on their own, and agree with what was published."""

import ast
import sys
from pathlib import Path

import pytest

from tests import madrid_csv
from tests.madrid_csv import MONTHS, PUBLISHED, by_centre, cents, published, spending_rows, whole


def test_it_imports_the_standard_library_alone() -> None:
    tree = ast.parse(Path(madrid_csv.__file__).read_text(encoding="utf-8"))
    plain = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    imported = {*plain, *(str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))}
    assert imported
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


@pytest.mark.parametrize(("written", "wanted"), [("97385,64", 9738564), ("16633,9", 1663390), ("-3", -300)])
def test_cents(written: str, wanted: int) -> None:
    assert cents(written) == wanted


@pytest.mark.parametrize("written", ["1,005", "1.5", "1.500,00"])
def test_what_is_no_whole_number_of_cents_is_an_error(written: str) -> None:
    with pytest.raises(ValueError, match=written):
        cents(written)


@pytest.mark.real
@pytest.mark.parametrize("month", MONTHS)
def test_the_sums_are_the_published_ones(real_folder: Path, month: int) -> None:
    rows = spending_rows(real_folder, month)
    sums = by_centre(rows)
    assert len(rows) == PUBLISHED[month][0]
    assert len(sums) == 48
    assert whole(sums) == published(month)
