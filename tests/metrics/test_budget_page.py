"""The budget page's figures put together: they agree with each other and name where the deviation is."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pandas as pd

from data.periods import Quarter
from data.vocabulary import Dimension, Kind
from metrics import tables as t
from metrics.breakdown import By
from metrics.budget_page import answer, budget_page, comment_of
from metrics.budget_tables import BudgetTables
from metrics.results import DimensionResult, Finding, Scorecard, Status
from metrics.yardstick import Yardstick
from tests.metrics.small_town import TOWN, UNITS, position, positions

NOW = Quarter(2026, 3)


def cell(function: str, group: str, actual: int | None, periodised: int | None, period: int = 9) -> tuple[object, ...]:
    return ("helse", 2026, period, "operations", function, group, actual, periodised, 400, 400, None)


#                 actual  periodised   deviation
# hjem               250         230         -20
# lege               100         110         +10
# helse              350         340         -10
# pleie  pay         300         280         -20
# pleie  refund      -50         -40         +10   better than budget
# leger  purchases   100         100           0
TABLES = BudgetTables(
    municipality=TOWN,
    unit_id="helse",
    quarter=NOW,
    units=UNITS,
    budget_positions=positions(
        position("helse", 2026, 9, actual=350, periodised=340, revised=470, original=460),
        position("hjem", 2026, 9, actual=250, periodised=230, revised=320, original=320),
        position("lege", 2026, 9, actual=100, periodised=110, revised=150, original=140),
    ),
    cells=t.table(
        t.CELL_POSITIONS,
        [
            cell("pleie", "pay", 300, 280),
            cell("pleie", "sick_pay_refund", -50, -40),
            cell("leger", "purchases", 100, 100),
            cell("leger", "purchases", 999, 1, period=6),  # a decoy: another quarter
        ],
    ),
    function_names={"pleie": "Pleie og omsorg"},
    loaded=t.table(t.LOADED_PERIODS, [(2026, 9, "actual", "operations", "month", date(2026, 10, 5))]),
)


def test_the_ways_to_take_the_unit_apart_agree() -> None:
    found = budget_page(TABLES)
    assert found.yardstick is Yardstick.YEAR_TO_DATE
    assert found.whole is not None
    assert found.whole.deviation_minor == 340 - 350
    assert found.units is not None
    assert found.functions is not None
    assert {found.units.whole.deviation_minor, found.functions.whole.deviation_minor} == {-10}
    # pay 280 - 300, refund -40 - (-50); purchases are even and left out
    assert [(part.driver, part.deviation_minor) for part in found.drivers] == [("pay", -20), ("sick_pay_refund", 10)]
    assert found.path == ("fjell", "helse")
    assert found.names["pleie"] == "Pleie og omsorg"
    assert found.as_of == date(2026, 10, 5)


def test_where_the_deviation_sits() -> None:
    over, under = budget_page(TABLES).where
    assert (over.code, over.facts["part"].value, over.facts["amount"].value) == (
        "budget_page.unit_over_one",
        "Hjemmetjenesten",
        20,
    )
    assert (under.code, under.facts["part"].value) == ("budget_page.unit_under_one", "Legetjenesten")


def test_down_to_the_accounts_and_their_amounts() -> None:
    found = budget_page(TABLES)
    accounts = found.accounts_of("pleie")
    assert accounts is not None
    assert accounts.by is By.ACCOUNT
    assert [part.key for part in accounts.parts] == ["pay", "sick_pay_refund"]
    assert found.accounts_of("nowhere") is None
    assert found.amount_of("pleie", "pay", Kind.ACTUAL) == 300
    assert found.amount_of("pleie", "pay", Kind.FORECAST) is None
    assert found.amount_of("pleie", "income", Kind.ACTUAL) is None


def test_a_unit_without_figures() -> None:
    found = budget_page(replace(TABLES, budget_positions=positions(), cells=t.table(t.CELL_POSITIONS)))
    assert (found.whole, found.units, found.functions) == (None, None, None)
    assert (found.drivers, found.steps, found.where) == ((), (), ())


def test_units_that_are_late_up_to_the_quarter() -> None:
    gaps = t.table(
        t.DELIVERY_GAPS,
        [(2026, 8, "actual", "lege"), (2026, 11, "actual", "hjem"), (2026, 9, "forecast", "hjem")],
    )
    assert budget_page(replace(TABLES, gaps=gaps)).late == ("lege",)


def test_the_comment_on_the_deviation_shown_and_no_other() -> None:
    columns = [
        "unit_id",
        "measure",
        "cause",
        "action",
        "responsible_role",
        "due",
        "written_at",
        "written_by",
        "version_id",
    ]
    written = datetime(2026, 10, 9, tzinfo=UTC)
    rows = [
        ("helse", "year_deviation", "not this", "x", "x", None, written, "x", 7),
        ("helse", "budget_deviation_year_to_date", "Vikarer", "Turnus", "Leder", date(2026, 12, 1), written, "x", 3),
    ]
    found = comment_of(pd.DataFrame(rows, columns=columns), budget_page(TABLES).yardstick.metric.key)
    assert found is not None
    assert (found.cause, found.due, found.version) == ("Vikarer", date(2026, 12, 1), 3)


def test_the_answer_says_nothing_twice() -> None:
    said = [Finding(code) for code in ("budget.overspend", "budget.approved", "budget.driver_cost_worse")]
    said.append(Finding("budget.hidden_overspend"))
    band = DimensionResult(Dimension.BUDGET, "x", Status.NO_TARGET, tuple(said), ())
    card = Scorecard(
        "fjell", "Fjell", "NOK", 2, True, "helse", "Helse", NOW, NOW.shifted(-4), None, False, (), (band,), ()
    )
    found = replace(budget_page(TABLES), where=(Finding("where"),))

    def codes(first: str) -> list[str]:
        return [finding.code for finding in answer(replace(card, headline=(Finding(first), Finding("other"))), found)]

    assert codes("headline.overspend") == ["headline.overspend", "where", "budget.approved", "budget.driver_cost_worse"]
    assert codes("headline.overspend_approved") == [
        "headline.overspend_approved",
        "where",
        "budget.driver_cost_worse",
    ]
