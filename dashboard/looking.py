"""From who asks and what the address says to a checked scope: the same for pages, exports and the command line."""

import pandas as pd

from dashboard import results
from dashboard.scope import (
    Asked,
    Choices,
    Refusal,
    Scope,
    UnitChoice,
    compared_quarter,
    municipality_row,
    quarter_asked,
    unit_choice,
    unit_choices,
)
from data.access import Principal
from data.periods import Quarter


def scope_of(principal: Principal, language: str, asked: Asked) -> Scope | Refusal:
    """Return what is to be looked at, or why it cannot be.

    Args:
        principal: who asks; decides what there is to choose between.
        language: the reader's.
        asked: the address's parameters; parts left out get the widest and newest there is.
    """
    towns = results.municipalities(principal)
    town = municipality_row(asked, towns)
    if isinstance(town, Refusal):
        return town
    key = str(town["municipality_id"])
    version = results.data_version(principal, key)
    quarters = results.quarters(principal, version, key)
    quarter = quarter_asked(asked, quarters)
    if isinstance(quarter, Refusal):
        return quarter
    units = unit_choices(results.units(principal, version, key, quarter.last_day))
    unit = unit_choice(asked, units)
    if isinstance(unit, Refusal):
        return unit
    names = dict(zip(towns["municipality_id"], towns["name"], strict=True))
    compared = compared_quarter(asked, quarter, quarters)
    return _scope(principal, language, version, town, unit, (quarter, compared), Choices(names, units, quarters))


def _scope(
    principal: Principal,
    language: str,
    version: int,
    town: pd.Series,
    unit: UnitChoice,
    spoken_of: tuple[Quarter, Quarter],
    choices: Choices,
) -> Scope:
    return Scope(
        principal=principal,
        language=language,
        municipality_id=str(town["municipality_id"]),
        municipality_name=str(town["name"]),
        fictional=bool(town["fictional"]),
        currency=str(town["currency"]),
        currency_exponent=int(town["currency_exponent"]),
        unit_id=unit.unit_id,
        unit_name=unit.name,
        quarter=spoken_of[0],
        compared_with=spoken_of[1],
        choices=choices,
        version=version,
    )
