"""Profiles and measures of the outsider accounts as they are stored, or the example where a municipality has none."""

from typing import Any

import pandas as pd

from data.access import Principal
from data.demo.outsider_profile import synthetic_profile
from data.money_vocabulary import AdminLevel
from data.queries import outsiders
from metrics.outsider_page import KeptScenario, ProfileFacts

EXAMPLE = ProfileFacts(None, "", None, "", synthetic=True)
"""The profile that ships: it counts until the municipality has one of its own. Its name is a word of the screen's."""
EXAMPLE_CURRENCY = "NOK"


def profiles_of(principal: Principal, municipality_id: str) -> tuple[ProfileFacts, ...]:
    """Return the municipality's own profiles, the one in use first; the example where there is none."""
    rows = outsiders.profiles(principal, municipality_id).to_dict("records")
    own = [ProfileFacts(**{str(name): value for name, value in row.items()}) for row in rows]
    return tuple(own) or (EXAMPLE,)


def cells_of(principal: Principal, municipality_id: str, profile_id: str | None) -> pd.DataFrame:
    """Return the cells of a profile of the municipality's; without an id, those of the example."""
    if profile_id is None:
        return synthetic_profile()
    return outsiders.profile_cells(principal, municipality_id, profile_id)


def scenarios_of(principal: Principal, municipality_id: str) -> tuple[KeptScenario, ...]:
    """Return the measures that the principal may see, by name."""
    rows = outsiders.scenarios(principal, municipality_id).to_dict("records")
    return tuple(_kept({str(name): value for name, value in row.items()}) for row in rows)


def _kept(row: dict[str, Any]) -> KeptScenario:
    told = {name: value for name, value in row.items() if name != "withheld"}
    told["people"] = None if row["withheld"] else int(row["people"])
    told["cost_minor"] = tuple(row["cost_minor"])
    told |= {"paid_by": AdminLevel(row["paid_by"]), "discount": bool(row["discount"])}
    return KeptScenario(**told)


def applies(currency: str, profile: ProfileFacts) -> bool:
    """Tell whether a profile's money is that of a municipality with this currency: the example's is Norwegian."""
    return profile.profile_id is not None or currency == EXAMPLE_CURRENCY
