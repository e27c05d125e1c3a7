"""What benefits stand and fall with: the line owns them, they are known early, and money is set aside."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.benefit_vocabulary import EARLY, BenefitLevel, Phase
from metrics.benefit_tables import BenefitTables


@dataclass(frozen=True)
class SuccessFactor:
    """One of the three things that benefits stand and fall with, for one initiative.

    `met` is None where it is too early to ask. `failing` are the benefits (or the initiative) that it fails on.
    """

    key: str
    met: bool | None
    failing: tuple[str, ...] = ()


def success_factors(tables: BenefitTables, initiative_id: str) -> tuple[SuccessFactor, ...]:
    """Return the critical success factors of an initiative: the line owns, known early, and money set aside.

    Known early: every benefit of the solution has a prerequisite noted before the initiative was started. In the first
    phases a benefit of the problem is enough, and only that there is none fails.

    Source:
        DFØ's critical success factors, as told by Meld. St. 30 (2019-2020) 13.1.3.
    """
    initiative = tables.initiatives.set_index("initiative_id").loc[initiative_id]
    benefits = tables.benefits[(tables.benefits["initiative_id"] == initiative_id).to_numpy(dtype=bool)]
    early = Phase(str(initiative["phase"])) in EARLY
    unowned = _without(benefits, benefits["owner_role"].notna())
    late = _noted_late(benefits, tables.prerequisites, initiative["started_on"], early=early)
    money = initiative["realisation_budget_minor"]
    funded = bool(not pd.isna(money) and int(money) > 0)
    return (
        SuccessFactor("line_ownership", None if early else not unowned and len(benefits) > 0, unowned),
        SuccessFactor(
            "early_identification", not late and len(benefits) > 0, late or _if_none(benefits, initiative_id)
        ),
        SuccessFactor("resources", None if early else funded, () if funded or early else (initiative_id,)),
    )


def _if_none(benefits: pd.DataFrame, initiative_id: str) -> tuple[str, ...]:
    return () if len(benefits) else (initiative_id,)


def _without(benefits: pd.DataFrame, held: pd.Series) -> tuple[str, ...]:
    return tuple(str(one) for one in benefits.loc[~held.to_numpy(dtype=bool), "benefit_id"])


def _noted_late(
    benefits: pd.DataFrame, prerequisites: pd.DataFrame, started: object, *, early: bool
) -> tuple[str, ...]:
    """Return the benefits of the solution without a prerequisite that was noted by the start."""
    if early:
        return ()
    noted = zip(prerequisites["benefit_id"], prerequisites["noted_on"], strict=True)
    in_time = {benefit for benefit, day in noted if not isinstance(started, date) or day <= started}
    asked = (benefits["level"] == BenefitLevel.SOLUTION) & ~benefits["unexpected"].fillna(False)
    return _without(benefits, benefits["benefit_id"].isin(in_time) | ~asked)
