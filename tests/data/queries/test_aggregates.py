"""Published figures: each vintage stands beside the others, and everyone with a role may read them."""

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from data.access import LOCAL_PRINCIPAL, NOBODY, Principal, reading, writing
from data.periods import Quarter
from data.queries.aggregates import measures, published
from data.schema.rollups import PublishedAggregate
from data.vocabulary import Right, Role
from metrics.neighbours import MEASURE
from tests.principals import somebody

RESULT = "net_operating_result"
YEAR = Quarter(2018, 4)
# one figure as it was told three times: 2.5 % at first, 2.6 % when revised, 2.8 % for the whole sector
VINTAGES = [
    ("preliminary", 2.5, date(2019, 3, 15)),
    ("revised", 2.6, date(2019, 6, 17)),
    ("sector", 2.8, date(2019, 9, 2)),
]


def row(vintage: str, value: float, published_on: date, **other: object) -> PublishedAggregate:
    told = {
        "municipality_id": "a",
        "municipality_name": "Alle kommuner",
        "fiscal_year": 2018,
        "quarter": 4,
        "measure": RESULT,
        "scope": "all",
        "unit": "per_cent",
        "source": "TBU",
    }
    return PublishedAggregate(vintage=vintage, value=value, published_on=published_on, **{**told, **other})


def add(*rows: PublishedAggregate) -> None:
    with writing(LOCAL_PRINCIPAL, "a", Right.IMPORT) as change:
        change.session.add_all(rows)
        change.record("load", "published_aggregate", RESULT)


@pytest.fixture(autouse=True)
def _three_vintages(database: str) -> None:  # noqa: ARG001 - it must be there first
    """Each vintage comes in a change of its own; the last four rows are decoys."""
    for vintage in VINTAGES:
        add(row(*vintage))
    day = date(2019, 3, 15)
    add(
        row("preliminary", 9.1, day, quarter=3),
        row("preliminary", 9.2, day, fiscal_year=2017),
        row("preliminary", 9.3, day, measure=MEASURE),
        row("preliminary", 2.4, day, municipality_id="b", municipality_name="Bø"),
    )


def told(principal: Principal) -> list[tuple[object, ...]]:
    found = published(principal, RESULT, YEAR)
    return list(found[["municipality_id", "vintage", "value", "published_on"]].itertuples(index=False, name=None))


def test_three_vintages_of_a_figure_stand_side_by_side() -> None:
    assert told(LOCAL_PRINCIPAL) == [("a", *vintage) for vintage in VINTAGES] + [
        ("b", "preliminary", 2.4, date(2019, 3, 15))
    ]
    with reading(LOCAL_PRINCIPAL) as session:
        assert session.scalar(select(func.count()).select_from(PublishedAggregate)) == 3 + 4


def test_a_vintage_is_never_overwritten() -> None:
    with pytest.raises(IntegrityError):
        add(row("revised", 7.7, date(2020, 1, 1)))
    assert [one[2] for one in told(LOCAL_PRINCIPAL)] == [2.5, 2.6, 2.8, 2.4]


def test_what_is_published_of_one_municipality_newest_first() -> None:
    found = measures(LOCAL_PRINCIPAL, "a")
    assert list(found.itertuples(index=False, name=None)) == [
        (RESULT, 2018, 4),
        (MEASURE, 2018, 4),
        (RESULT, 2018, 3),
        (RESULT, 2017, 4),
    ]


def test_a_role_anywhere_may_read_them_and_nobody_without_one() -> None:
    elsewhere = somebody(Role.CONTROLLER, "c")
    assert told(elsewhere) == told(LOCAL_PRINCIPAL)
    assert told(NOBODY) == []
    assert measures(NOBODY, "a").empty
