"""Where the horizons and the leader's term end on the axis of a benefit."""

from datetime import date

import pytest

from dashboard.figures import FigureVoice
from dashboard.views.benefits_axis import divides
from metrics.benefit_axis import Moment

VOICE = FigureVoice("nb", "NOK", 2)


def moment(year: int, horizon: int) -> Moment:
    return Moment(year, 12, horizon, due=False, original=None, planned=1.0, forecast=None, realised=None, verified=None)


YEARS = [moment(2025, -1), moment(2026, 0), *(moment(year, 1) for year in (2027, 2028, 2029)), moment(2030, 2)]
HORIZONS = {(2, 1), (5, 0)}


@pytest.mark.parametrize(
    ("ends", "of_term"),
    [
        (None, set()),
        (date(2027, 9, 30), {(2, 2)}),  # the year is not over before the term is
        (date(2027, 12, 31), {(3, 2)}),
        (date(2040, 12, 31), set()),  # nothing comes after it
    ],
)
def test_each_end_stands_after_its_years_with_its_name_on_a_line_of_its_own(
    ends: date | None, of_term: set[tuple[int, int]]
) -> None:
    found = divides(VOICE, YEARS, ends)
    assert {(one.after, one.line) for one in found} == HORIZONS | of_term
    assert len({one.name for one in found}) == len(found)
