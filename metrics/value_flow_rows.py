"""The tables of the value flow as rows of a page: whole minor units, None for missing."""

import math
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from data.benefit_vocabulary import Flow
from metrics.horizons import Horizon, benefits_by_horizon, by_year, costs_by_horizon, horizon_of, types_by_horizon
from metrics.party_values import yearly_divisor
from metrics.rounding import whole_minor
from metrics.value_flow import ValueFlow
from metrics.value_flow_answer import (
    Arrow,
    HorizonRow,
    MadeWhole,
    Matrix,
    PartyRow,
    SidePayment,
    TypeRow,
    WrongPocket,
    YearColumn,
)
from metrics.valued_lines import has_flow


def minor(estimate: float | None) -> int | None:
    """Return an estimate as whole minor units; None for missing."""
    if estimate is None or math.isnan(estimate):
        return None
    return int(whole_minor([estimate]).iloc[0])


def real(value: float) -> float | None:
    """Return a number, None for NaN."""
    return None if math.isnan(value) else float(value)


def party_rows(flow: ValueFlow) -> tuple[PartyRow, ...]:
    """Return each party's figures, in the order of the flow."""
    years = yearly_divisor(flow.basis.schedule, flow.last_t)
    rows = flow.parties.assign(npv_a_year=flow.parties["npv"] / years)
    return tuple(_party_row(str(party), row) for party, row in zip(rows.index, rows.to_dict("records"), strict=True))


def _party_row(party_id: str, row: Mapping[Hashable, Any]) -> PartyRow:
    return PartyRow(
        party_id=party_id,
        gains_minor=minor(row["gains"]) or 0,
        costs_minor=minor(row["costs"]) or 0,
        received_minor=minor(row["received"]) or 0,
        paid_minor=minor(row["paid"]) or 0,
        npv_minor=minor(row["npv"]) or 0,
        npv_a_year_minor=minor(row["npv_a_year"]),
        bearer=bool(row["bearer"]),
        wrong_pocket=bool(row["wrong_pocket"]),
        loss_minor=minor(row["loss"]) or 0,
        loss_a_year_minor=minor(row["loss_a_year"]),
        loss_share=real(row["loss_share"]),
        own_capture=real(row["own_capture"]),
        spill_over=real(row["spill_over"]),
        payback_simple=real(row["payback_simple"]),
        payback_discounted=real(row["payback_discounted"]),
    )


def matrix(worth: pd.DataFrame) -> Matrix:
    """Return the matrix of present values, each cell rounded once."""
    cells = tuple(tuple(int(one) for one in whole_minor(row)) for row in worth.to_numpy(dtype="float64"))
    return Matrix(tuple(map(str, worth.index)), tuple(map(str, worth.columns)), cells)


def arrows(rows: pd.DataFrame) -> tuple[Arrow, ...]:
    """Return what passes between parties by horizon; a transfer to or from nobody whose money counts is left out."""
    passing = rows[has_flow(rows, Flow.BENEFIT, Flow.TRANSFER)]
    keys = [passing["bearer_id"], passing["beneficiary_id"], passing["flow"], horizon_of(passing)]
    sums = passing.groupby(keys, observed=True)[["amount_minor", "present_value"]].sum()
    return tuple(
        Arrow(str(bearer), str(beneficiary), str(flow), Horizon(horizon), int(amount), minor(worth) or 0)
        for (bearer, beneficiary, flow, horizon), amount, worth in zip(
            sums.index, sums["amount_minor"], sums["present_value"], strict=True
        )
    )


def horizon_rows(rows: pd.DataFrame) -> tuple[HorizonRow, ...]:
    """Return what is gained and paid within each horizon, all four in order."""
    gains, costs = (part.to_dict("index") for part in (benefits_by_horizon(rows), costs_by_horizon(rows)))
    return tuple(_horizon_row(one, gains[one], costs[one]) for one in Horizon)


def _horizon_row(horizon: Horizon, gains: Mapping[Hashable, Any], costs: Mapping[Hashable, Any]) -> HorizonRow:
    return HorizonRow(
        horizon=horizon,
        gains_minor=int(gains["amount_minor"]),
        gains_present_value_minor=minor(gains["present_value"]) or 0,
        gains_share=real(gains["amount_share"]),
        gains_present_value_share=real(gains["present_value_share"]),
        costs_minor=int(costs["amount_minor"]),
        costs_present_value_minor=minor(costs["present_value"]) or 0,
    )


def type_rows(rows: pd.DataFrame) -> tuple[TypeRow, ...]:
    """Return what is gained of each type within each horizon."""
    sums = types_by_horizon(rows)
    return tuple(
        TypeRow(str(kind), Horizon(horizon), int(amount), minor(worth) or 0)
        for (kind, horizon), amount, worth in zip(sums.index, sums["amount_minor"], sums["present_value"], strict=True)
    )


def year_columns(rows: pd.DataFrame) -> tuple[YearColumn, ...]:
    """Return what is gained of each type, and what is paid, by year."""
    return tuple(
        YearColumn(
            fiscal_year=int(row["fiscal_year"]),
            flow=str(row["flow"]),
            benefit_type=None if pd.isna(row["benefit_type"]) else str(row["benefit_type"]),
            amount_minor=int(row["amount_minor"]),
            present_value_minor=minor(row["present_value"]) or 0,
        )
        for row in by_year(rows).to_dict("records")
    )


def wrong_pocket_rows(found: pd.DataFrame, names: dict[str, str]) -> tuple[WrongPocket, ...]:
    """Return the wrong pockets with their initiative's name; each stands in one that is worth doing as a whole."""
    return tuple(
        WrongPocket(
            initiative_id=str(row["initiative_id"]),
            initiative=names[row["initiative_id"]],
            party_id=str(row["party_id"]),
            loss_minor=minor(row["loss"]) or 0,
            loss_a_year_minor=minor(row["loss_a_year"]),
            loss_share=float(row["loss_share"]),
            npv_minor=minor(row["npv_total"]) or 0,
        )
        for row in found.to_dict("records")
    )


def made_whole(flow: ValueFlow) -> MadeWhole:
    """Return what makes every party whole, with side payments at present value and a year."""
    found = flow.compensation
    years = yearly_divisor(flow.basis.schedule, flow.last_t)
    payments = tuple(
        SidePayment(
            str(row["payer_id"]), str(row["receiver_id"]), minor(row["amount"]) or 0, minor(row["amount"] / years)
        )
        for row in found.payments.to_dict("records")
    )
    amounts = [minor(one) or 0 for one in (found.needed, found.capacity, found.lacking)]
    return MadeWhole(amounts[0], amounts[1], found.feasible, amounts[2], payments)
