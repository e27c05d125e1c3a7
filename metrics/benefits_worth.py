"""What initiatives are worth to whom and when, in one perspective: what the command line tells of the value flow."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from metrics.benefit_lines import Standing
from metrics.benefit_tables import BenefitTables
from metrics.horizons import after_term
from metrics.initiative_outlooks import Expected, Spread, expected, spread
from metrics.party_values import npv_by_initiative, wrong_pockets
from metrics.results import Finding, Missing
from metrics.told_parties import names, told_cube
from metrics.value_cube import Unvalued, ValueCube
from metrics.value_flow import ValueFlow, value_flow
from metrics.value_flow_answer import Asked, HorizonRow, MadeWhole, PartyRow, WrongPocket
from metrics.value_flow_page import valued, why_missing
from metrics.value_flow_rows import horizon_rows, made_whole, minor, party_rows, real, wrong_pocket_rows
from metrics.value_flow_sentences import answer
from metrics.worth_measures import SoberWorth, Sobriety, missing_worth, sober_worth


@dataclass(frozen=True)
class WithinPlan:
    """What is gained within the four-year plan, the budget year included; shares are of all that is gained."""

    gains_minor: int
    gains_present_value_minor: int
    gains_share: float | None
    gains_present_value_share: float | None


@dataclass(frozen=True)
class Worth:
    """What is paid and gained in one perspective, on the current plan; the two perspectives are never added.

    Attributes:
        total_minor: What all gain less what they pay, at present value; None where no initiative has a value.
        forecast_minor: The total by what is expected now: the newest forecast, else the current plan. None as above.
        concentration: The sum of the squared shares of what is gained, 1 where one party gains all; None: nobody does.
        parties: Each party's part of it, with own capture, and whether it is the wrong pocket of them together.
        wrong_pockets: Bearers that lose by an initiative that is worth doing, initiative by initiative.
        made_whole: What it takes that nobody loses, and whether the winners can pay it.
        horizons: All four, in order.
        within_plan: The budget year and the rest of the four-year plan together.
        after_term_share: The share of the gains after the leader's term; None where no term is told.
        tax_financing_minor: What raising the outlay as taxes costs; a line of its own. None in public budgets.
        npv_after_tax_minor: The total less that.
        measures: Every measure as planned and soberer: net value per krone, a year, benefits to costs, payback.
        outlooks: How one initiative may go: scenarios, and many draws. None of all together, and without a value.
        unvalued: Initiatives that are in none of the figures, with the reason.
        answer: Who loses and who gains, as sentences.
        why_missing: Why there is no value; None where there is.
    """

    total_minor: int | None
    forecast_minor: int | None
    concentration: float | None
    parties: tuple[PartyRow, ...]
    wrong_pockets: tuple[WrongPocket, ...]
    made_whole: MadeWhole
    horizons: tuple[HorizonRow, ...]
    within_plan: WithinPlan
    after_term_share: float | None
    tax_financing_minor: int | None
    why_no_tax_financing: Missing | None
    npv_after_tax_minor: int | None
    measures: SoberWorth
    outlooks: tuple[Expected, Spread] | None
    unvalued: tuple[Unvalued, ...]
    answer: tuple[Finding, ...]
    why_missing: Missing | None


def worth_of(
    tables: BenefitTables, asked: Asked, wanted: Iterable[str | None], sobriety: Sobriety | None = None
) -> dict[str | None, Worth]:
    """Return what each initiative is worth, and under None what all are worth together.

    Args:
        tables: The register, as the municipality looks at it.
        asked: Perspective, discount rates and which projections count.
        wanted: Codes of initiatives, and None for all.
        sobriety: How plans are made soberer; None: haircuts on benefits only.
    """
    whole, told = told_cube(valued(tables, asked), tables), names(tables)
    every = dict(zip(tables.initiatives["initiative_id"].astype(str), tables.initiatives["name"], strict=True))
    cubes = {one: whole if one is None else whole.of(frozenset({one})) for one in wanted}
    measured = {
        one: missing_worth(why) if (why := why_missing(cube)) else sober_worth(cube, tables, sobriety)
        for one, cube in cubes.items()
    }
    outlooks: dict[str | None, tuple[Expected, Spread]] = {
        one: (expected(cube, tables), spread(cube, tables))
        for one, cube in cubes.items()
        if one is not None and not why_missing(cube)
    }
    lost = wrong_pocket_rows(wrong_pockets(whole), every)
    forecast = npv_by_initiative(told_cube(valued(tables, replace(asked, standing=Standing.FORECAST)), tables))
    beside = {
        one: _Beside([row for row in lost if one in (None, row.initiative_id)], _sum_of(forecast, one), told)
        for one in cubes
    }
    return {one: _worth(cube, beside[one], measured[one], outlooks.get(one)) for one, cube in cubes.items()}


@dataclass(frozen=True)
class _Beside:
    """What is worked out once for all initiatives: who loses, what is expected, and names of parties."""

    lost: Sequence[WrongPocket]
    forecast_minor: int | None
    names: dict[str, str]


def _sum_of(by_initiative: pd.Series, one: str | None) -> int | None:
    own = by_initiative if one is None else by_initiative[by_initiative.index == one]
    return minor(float(own.sum())) if len(own) else None


def _worth(
    cube: ValueCube,
    beside: _Beside,
    measures: SoberWorth,
    outlooks: tuple[Expected, Spread] | None,
) -> Worth:
    flow, horizons = value_flow(cube), horizon_rows(cube.rows)
    parties, why, tax = party_rows(flow), why_missing(cube), flow.tax_financing
    return Worth(
        total_minor=None if why else minor(flow.total),
        forecast_minor=beside.forecast_minor,
        concentration=real(flow.concentration),
        parties=parties,
        wrong_pockets=tuple(beside.lost),
        made_whole=made_whole(flow),
        horizons=horizons,
        within_plan=_within_plan(*horizons[1:3]),
        after_term_share=after_term(cube.rows).share,
        tax_financing_minor=minor(tax.present_value) if tax and not why else None,
        why_no_tax_financing=tax.why if tax else None,
        npv_after_tax_minor=_after_tax(flow) if tax and not why else None,
        measures=measures,
        outlooks=outlooks,
        unvalued=cube.unvalued,
        answer=answer(parties, beside.names, why),
        why_missing=why,
    )


def _after_tax(flow: ValueFlow) -> int | None:
    tax = flow.tax_financing
    return None if tax is None or tax.present_value is None else minor(flow.total - tax.present_value)


def _within_plan(this_year: HorizonRow, rest: HorizonRow) -> WithinPlan:
    return WithinPlan(
        gains_minor=this_year.gains_minor + rest.gains_minor,
        gains_present_value_minor=this_year.gains_present_value_minor + rest.gains_present_value_minor,
        gains_share=_together(this_year.gains_share, rest.gains_share),
        gains_present_value_share=_together(this_year.gains_present_value_share, rest.gains_present_value_share),
    )


def _together(one: float | None, other: float | None) -> float | None:
    """Return the sum of two shares of the same whole; None where the whole is not above zero."""
    return None if one is None or other is None else one + other
