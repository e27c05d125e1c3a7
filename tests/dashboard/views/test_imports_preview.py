"""What the preview of a file says of totals by year and of benefits, and the confirmation of an undo."""

import pytest

from dashboard.views.imports_draft import Undoing, sample
from dashboard.views.imports_preview import kind_text
from dashboard.views.imports_undo import effect_lines
from data.importers.context import Context
from data.importers.parsed import Parsed
from data.importers.profiles import PeriodRule, profiles
from data.importers.reading import read
from data.importers.templates import template
from data.queries.undoing import UndoEffect
from tests.data.importers.bringing import EXAMPLE_UNITS


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("expenditure_2013", "Utgifter 2013"),
        ("income_2016", "Inntekter 2016"),
        ("benefits_plan", "Planlagte gevinster"),
        ("benefits_realised", "Realiserte gevinster"),
        ("actual", "Regnskap"),
        ("nothing_known", "nothing_known"),
    ],
)
def test_a_control_total_says_what_it_is_a_sum_of(kind, said):
    assert kind_text("nb", kind) == said


def test_the_first_benefits_are_shown_as_they_were_read():
    parsed = read(profiles()["benefits-csv"], template("benefits-csv").encode(), Context("fjord", units=EXAMPLE_UNITS))
    shown = sample(parsed)
    assert shown["benefit_id"].tolist() == ["EXAMPLE-1-a", "EXAMPLE-1-b", "EXAMPLE-1-c"]
    assert sample(Parsed()).empty


@pytest.mark.parametrize(("count", "begins"), [(1, "1 plan, prognose eller måling "), (3, "3 planer, prognoser og ")])
def test_an_undo_says_that_plans_and_measurements_go(count, begins):
    (line,) = effect_lines("nb", Undoing("id", "a.csv", UndoEffect((), 0, 0, count)))
    assert line.startswith(begins)


def test_bergens_file_asks_for_its_year_and_the_template_for_nothing():
    assert profiles()["bergen-budget"].period is PeriodRule.TOLD_YEAR
    assert profiles()["benefits-csv"].period is PeriodRule.IN_FILE
