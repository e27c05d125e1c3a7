"""A benefit beside its comparison group: how much more it changed than those who did not get the measure."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.benefit_rules import COMPARED
from data.benefit_vocabulary import MILLION, Counterfactual
from metrics.benefit_columns import MEASUREMENTS
from metrics.benefit_effects import difference_in_differences
from metrics.benefit_lines import until
from metrics.benefit_tables import BenefitTables
from metrics.measured_rows import given, rows_of
from metrics.party_names import party_names
from metrics.results import Missing
from metrics.tables import require


@dataclass(frozen=True)
class Compared:
    """A measurement of both groups, in the unit of the baseline; None with the reason where one is not measured.

    Attributes:
        change: Of those measured, since the baseline.
        change_anyway: Of those they are compared with.
        value: The first less the second: what is left when what happened to everybody is taken off.
    """

    fiscal_year: int
    period: int
    beneficiary: str
    before: float | None
    after: float | None
    compared_before: float | None
    compared_after: float | None
    change: float | None
    change_anyway: float | None
    value: float | None
    why: Missing | None


@dataclass(frozen=True)
class ComparisonGroup:
    """Who a benefit is compared with (None: not stated, or not for whoever asks), how, and what was measured."""

    compared_with: str | None
    counterfactual: Counterfactual
    measured: tuple[Compared, ...]


def comparison_group(tables: BenefitTables, benefit_id: str) -> ComparisonGroup | None:
    """Return the comparison of a benefit up to the quarter looked at; None where it is compared with nobody.

    Raises:
        CountedTwice: The benefit has a deadweight share as well, which no form and no file lets in.

    Source:
        Brobygger's own definition; needed where a trial has a comparison group.
    """
    require(tables.measurements, MEASUREMENTS)
    benefit = rows_of(tables.benefits, "benefit_id", benefit_id)[0]
    if benefit["counterfactual"] not in COMPARED:
        return None
    own = tables.measurements[(tables.measurements["benefit_id"] == benefit_id).to_numpy(dtype=bool)]
    rows = until(own, tables.quarter).sort_values(["fiscal_year", "period", "beneficiary_id"]).reset_index(drop=True)
    return ComparisonGroup(
        compared_with=given(benefit["compared_with"]),
        counterfactual=Counterfactual(benefit["counterfactual"]),
        measured=_compared(tables, benefit, rows),
    )


def _compared(tables: BenefitTables, benefit: dict[Any, Any], rows: pd.DataFrame) -> tuple[Compared, ...]:
    groups = pd.DataFrame(
        {
            "treated_before": benefit["baseline_value"],
            "treated_after": rows["value_after"],
            "compared_before": benefit["compared_before"],
            "compared_after": rows["compared_after"],
        },
        index=rows.index,
    ).astype("Float64")
    deadweight = pd.Series(int(given(benefit["deadweight_millionths"]) or 0) / MILLION, index=rows.index)
    found = groups.join(difference_in_differences(groups, deadweight))
    names, told = party_names(tables), zip(rows.to_dict("records"), found.to_dict("records"), strict=True)
    return tuple(
        Compared(
            fiscal_year=int(row["fiscal_year"]),
            period=int(row["period"]),
            beneficiary=names[row["beneficiary_id"]],
            before=given(one["treated_before"]),
            after=given(one["treated_after"]),
            compared_before=given(one["compared_before"]),
            compared_after=given(one["compared_after"]),
            change=given(one["change"]),
            change_anyway=given(one["change_anyway"]),
            value=given(one["value"]),
            why=given(one["why"]),
        )
        for row, one in told
    )
