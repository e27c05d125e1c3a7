import pytest

from data.importers.context import Context
from data.importers.profiles import profiles
from data.importers.reading import read
from data.importers.templates import template, template_names
from tests.data.importers.bringing import EXAMPLE_UNITS


@pytest.mark.parametrize("name", template_names())
def test_a_reader_accepts_its_own_template(name):
    text = template(name)
    parsed = read(profiles()[name], text.encode(), Context("x", units=EXAMPLE_UNITS))
    assert parsed.problems == []
    assert parsed.rows_read == len(text.splitlines()) - 1 >= 2
    assert all("EXAMPLE" in row for row in text.splitlines()[1:])


@pytest.mark.parametrize(
    "name", [name for name in template_names() if name not in ("units-csv", "outsider-profile-csv")]
)
def test_example_rows_left_behind_are_refused(name):
    parsed = read(profiles()[name], template(name).encode(), Context("x", units=frozenset({"u1"})))
    assert "unknown_unit" in {problem.code for problem in parsed.errors}


def test_an_export_of_another_system_has_no_template():
    with pytest.raises(KeyError):
        template("kostra-0a")
