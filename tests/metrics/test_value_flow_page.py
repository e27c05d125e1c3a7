"""The figures of the value-flow page: scope, rows, what may be told, and the answer in sentences."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics import benefit_columns as columns
from metrics.benefit_lines import Standing
from metrics.benefit_tables import BenefitTables
from metrics.horizons import Horizon
from metrics.results import Fact, Finding, Missing
from metrics.sight import Sight
from metrics.tables import table
from metrics.told_parties import ANOTHER_UNIT
from metrics.value_flow_answer import Asked, Matrix
from metrics.value_flow_page import value_flow_page
from metrics.value_flow_rows import matrix, minor
from metrics.value_flow_scope import in_scope
from metrics.valued_lines import Perspective
from tests.metrics.benefit_town import benefit, initiative, line, projection
from tests.metrics.value_town import plan, register

A5 = 4.451822  # what a krone a year for five years is worth, t = 1 to 5, at 4 %


def town(**told: Any) -> BenefitTables:
    """hjem pays 1 000 for VT, of which it gets 150 a year and the hospital 400; skole pays for and gains by SK."""
    own = {"bearer": "hjem"}
    rows = [
        line("VT", 1, 1, None, 2025, 12, 1000, flow="cost", beneficiary=None, **own),
        *(line("VT", 1, 10 + year, "vt-a", year, 12, 150, beneficiary="hjem", **own) for year in range(2026, 2031)),
        *(line("VT", 1, 90 + year, "vt-b", year, 12, 400, beneficiary="hospital", **own) for year in range(2026, 2031)),
        line("SK", 1, 1, None, 2025, 12, 10, flow="cost", bearer="skole", beneficiary=None),
        line("SK", 1, 2, "sk-a", 2025, 12, 50, bearer="skole", beneficiary="skole"),
        line("SK", 2, 1, None, 2025, 12, 10, flow="cost", bearer="skole", beneficiary=None),
        line("SK", 2, 2, "sk-a", 2025, 12, 90, bearer="skole", beneficiary="skole"),  # the current plan
    ]
    stands: dict[str, Any] = {
        "initiatives": [initiative("VT", "hjem"), initiative("SK", "skole"), initiative("NY", "lege")],
        "benefits": [benefit("vt-a", "VT"), benefit("vt-b", "VT", "other_public"), benefit("sk-a", "SK")],
        "projections": [
            projection("VT", 1, "plan", date(2025, 1, 1)),
            projection("SK", 1, "plan", date(2024, 1, 1)),
            projection("SK", 2, "plan", date(2025, 1, 1)),
        ],
        "projection_lines": plan(*rows),
    }
    return register(**{**stands, **told})


def test_the_page_holds_the_matrix_the_horizons_and_what_makes_all_whole() -> None:
    page = value_flow_page(town(unit_id="hjem"))
    assert page.initiatives == {"VT": "Initiative VT"}
    assert page.matrix == Matrix(("hjem",), ("hjem", "hospital"), ((round(150 * A5), round(400 * A5)),))
    assert page.matrix.column_totals_minor == (round(150 * A5), round(400 * A5))
    assert page.matrix.total_minor == sum(page.matrix.row_totals_minor) == 668 + 1781
    hjem, hospital = page.parties
    assert (hjem.npv_minor, hjem.wrong_pocket, hjem.loss_minor) == (-332, True, 332)  # 150 x a5 - 1 000 = -332.2
    assert hjem.loss_a_year_minor == 75  # 332.2 / a5 = 74.6
    assert hjem.own_capture == pytest.approx(150 / 550)
    assert (hospital.npv_minor, hospital.bearer, hospital.payback_simple) == (1781, False, None)
    later = sum(550 / 1.04**t for t in (4, 5))
    assert [(row.horizon, row.gains_minor, row.costs_minor) for row in page.horizons] == [
        (Horizon.EARLIER, 0, 0),
        (Horizon.BUDGET_YEAR, 0, 1000),
        (Horizon.REST_OF_PLAN, 3 * 550, 0),
        (Horizon.LATER, 2 * 550, 0),
    ]
    assert page.horizons[3].gains_present_value_share == pytest.approx(later / (550 * A5), abs=1e-6)
    assert (page.made_whole.needed_minor, page.made_whole.feasible) == (332, True)
    (payment,) = page.made_whole.payments
    assert (payment.payer_id, payment.receiver_id, payment.amount_minor, payment.a_year_minor) == (
        "hospital",
        "hjem",
        332,
        75,
    )
    assert [(one.initiative, one.party_id, one.loss_minor) for one in page.wrong_pockets] == [
        ("Initiative VT", "hjem", 332)
    ]
    assert {(one.beneficiary_id, one.horizon) for one in page.arrows} == {
        (who, when) for who in ("hjem", "hospital") for when in (Horizon.REST_OF_PLAN, Horizon.LATER)
    }
    assert sum(one.amount_minor for one in page.types if one.benefit_type == "cash") == 5 * 150
    assert sum(one.amount_minor for one in page.years if one.flow == "cost") == 1000
    assert (page.tax_financing_minor, page.why_no_tax_financing) == (None, None)
    assert page.answer == (
        Finding("value_flow.loses", {"party": Fact("text", "Hjemmetjenesten"), "amount": Fact("money", 75)}),
        Finding("value_flow.gains", {"party": Fact("text", "Hospital"), "amount": Fact("money", 400)}),
    )


@pytest.mark.parametrize(
    ("unit_id", "wanted"),
    [
        ("fjell", ["VT", "SK", "NY"]),  # the highest unit: all
        ("helse", ["VT", "NY"]),  # those of the units below it
        ("hjem", ["VT"]),
        ("skole", ["SK"]),
        ("lege", ["NY"]),  # owned, with no plan yet
    ],
)
def test_in_scope_is_what_the_unit_or_those_below_own_pay_or_gain_by(unit_id: str, wanted: list[str]) -> None:
    assert list(in_scope(town(unit_id=unit_id), Asked())) == wanted


def test_who_gains_by_anothers_initiative_has_it_in_scope_while_the_plan_that_says_so_counts() -> None:
    lines = [
        line("SK", 1, 1, "sk-a", 2025, 12, 50, bearer="skole", beneficiary="lege"),
        line("SK", 2, 1, "sk-a", 2025, 12, 50, bearer="skole", beneficiary="skole"),
    ]
    tables = town(unit_id="lege", projection_lines=plan(*lines))
    assert list(in_scope(tables, Asked())) == ["NY"]
    assert list(in_scope(tables, Asked(standing=Standing.ORIGINAL))) == ["SK", "NY"]


def test_the_projection_the_perspective_and_the_initiative_are_as_asked() -> None:
    assert value_flow_page(town(unit_id="skole")).total_minor == 90 - 10
    assert value_flow_page(town(unit_id="skole"), Asked(standing=Standing.ORIGINAL)).total_minor == 50 - 10
    social = value_flow_page(town(unit_id="fjell"), Asked(Perspective.SOCIO_ECONOMIC, initiative_id="SK"))
    assert (social.total_minor, social.tax_financing_minor) == (80, -16)  # 20 øre a krone that the public gains
    assert list(social.initiatives) == ["SK"]
    danish = value_flow_page(town(unit_id="fjell"), Asked(Perspective.SOCIO_ECONOMIC, discount="dk"))
    assert (danish.tax_financing_minor, danish.why_no_tax_financing) == (None, Missing.NO_TAX_FINANCING_SHARE)


def test_a_unit_that_may_not_be_named_is_nowhere_on_the_page() -> None:
    page = value_flow_page(replace(town(unit_id="fjell"), sight=Sight(units=frozenset({"skole"}))))
    assert [row.party_id for row in page.parties] == [ANOTHER_UNIT, "skole", "hospital"]
    assert "hjem" not in repr(page)
    assert "Hjem" not in repr(page)
    assert page.answer[0].facts["party"] == Fact("word", "party.another_unit")


def test_by_sector_own_units_are_told_as_those_below_the_municipality() -> None:
    page = value_flow_page(town(unit_id="fjell"), Asked(by_sector=True))
    assert [row.party_id for row in page.parties] == ["helse", "skole", "hospital"]
    assert page.names["helse"] == "Helse og omsorg"


def said(unit_id: str, *rows: tuple[Any, ...]) -> list[str]:
    return [one.code for one in value_flow_page(town(unit_id=unit_id, projection_lines=plan(*rows))).answer]


def test_the_answer_says_who_loses_or_that_nobody_does_or_that_it_is_not_worth_it() -> None:
    own = {"bearer": "hjem", "beneficiary": "hjem"}
    cost = line("VT", 1, 1, None, 2025, 12, 100, flow="cost", bearer="hjem", beneficiary=None)
    other = line("VT", 1, 2, None, 2025, 12, 50, flow="cost", bearer="lege", beneficiary=None)
    gain = line("VT", 1, 3, "vt-b", 2026, 12, 900, bearer="hjem", beneficiary="hospital")
    assert said("hjem", cost, gain) == ["value_flow.loses", "value_flow.gains"]
    assert said("hjem", cost, other, gain) == ["value_flow.most_of_losers", "value_flow.gains"]
    assert said("hjem", cost, line("VT", 1, 4, "vt-a", 2026, 12, 900, **own)) == [
        "value_flow.nobody_loses",
        "value_flow.gains",
    ]
    at_once = line("VT", 1, 3, "vt-b", 2025, 12, 900, bearer="hjem", beneficiary="hospital")
    assert said("hjem", cost, at_once) == ["value_flow.loses_at_once", "value_flow.gains_at_once"]
    assert said("hjem", cost, other) == ["value_flow.not_worth_it"]
    moved = line("VT", 1, 3, None, 2026, 12, 100, flow="transfer", bearer="hjem", beneficiary="lege")
    assert said("hjem", moved) == ["value_flow.loses", "value_flow.gains"]  # worth nothing as a whole, and one loses
    assert said("hjem") == ["dimension.missing"]


def test_what_has_no_value_is_listed_with_the_reason_and_nothing_at_all_says_so() -> None:
    page = value_flow_page(town(unit_id="helse"))
    assert [(one.initiative_id, one.why) for one in page.unvalued] == [("NY", Missing.NO_PLAN)]
    assert page.why_missing is None
    alone = value_flow_page(town(unit_id="lege"))
    assert (alone.why_missing, alone.parties, alone.concentration) == (Missing.NO_PLAN, (), None)
    empty = value_flow_page(register(projections=table(columns.PROJECTIONS)))
    assert empty.why_missing is Missing.NO_BENEFITS_REGISTERED


@given(st.lists(st.lists(st.floats(-1e9, 1e9), min_size=3, max_size=3), max_size=4))
@settings(deadline=None, derandomize=True)
def test_a_matrix_on_the_page_adds_up_both_ways_after_rounding(cells: list[list[float]]) -> None:
    found = matrix(pd.DataFrame(cells, columns=["a", "b", "c"], dtype="float64"))
    assert sum(found.row_totals_minor) == sum(found.column_totals_minor) == found.total_minor
    assert all(
        abs(one - exact) <= 0.5 + 1e-6
        for row, given in zip(found.cells_minor, cells, strict=True)
        for one, exact in zip(row, given, strict=True)
    )


def test_missing_is_none_and_never_nothing() -> None:
    assert (minor(None), minor(float("nan")), minor(0.4), minor(-1.5)) == (None, None, 0, -2)
