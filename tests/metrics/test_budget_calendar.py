"""The realisation calendar by budget year: the next budget first, with its sum and what is booked."""

from hypothesis import given, settings
from hypothesis import strategies as st

from data.periods import Quarter
from metrics.benefit_columns import CLAIMS
from metrics.benefit_tables import BenefitTables
from metrics.budget_calendar import calendar_years
from metrics.tables import UNITS, MunicipalityRow, table

TOWN = MunicipalityRow("town", "Town", "NOK", 2)


def claim(
    number: int, benefit: str, year: int, period: int, amount: int, change: str | None = None
) -> tuple[object, ...]:
    booked = change is not None
    return (f"c{number}", benefit, year, period, "town", "202", "010", amount, "Rektor", change, booked, 1)


def register(*claims: tuple[object, ...]) -> BenefitTables:
    units = table(UNITS, [("town", None, "Town", "Kommunedirektør")])
    return BenefitTables(TOWN, "town", Quarter(2026, 3), units=units, claims=table(CLAIMS, list(claims)))


def told(*claims: tuple[object, ...], benefits: tuple[str, ...] = ("a", "b")) -> list[tuple[int, list[int], int, int]]:
    years = calendar_years(register(*claims), benefits)
    return [(one.year, [line.amount_minor for line in one.lines], one.total_minor, one.booked_minor) for one in years]


def test_the_next_budget_stands_first_and_sums_what_is_booked_apart() -> None:
    found = told(
        claim(1, "a", 2026, 12, 500, "PS 1"),
        claim(2, "b", 2027, 6, 300),
        claim(3, "a", 2027, 1, 200, "PS 2"),
        claim(4, "a", 2028, 1, 100),
        claim(5, "another", 2027, 1, 999),  # of a benefit that was not asked for
    )
    assert found == [(2027, [200, 300], 500, 200), (2026, [500], 500, 500), (2028, [100], 100, 0)]


def test_a_budget_without_lines_is_told_as_that() -> None:
    assert told() == [(2027, [], 0, 0)]


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(2025, 2029), st.integers(1, 12), st.integers(1, 10**9))))
@settings(deadline=None, derandomize=True)
def test_the_years_hold_every_line_once(lines: list[tuple[str, int, int, int]]) -> None:
    found = told(*(claim(number, *line) for number, line in enumerate(lines)))
    assert sum(total for _, _, total, _ in found) == sum(line[3] for line in lines)
    assert found[0][0] == 2027
    assert len({year for year, *_ in found}) == len(found)
