"""The example rows of the template for a profile of the outsider accounts: every cell there must be, with amounts of 0.

The rows are whole, so that a municipality only has to write its own amounts; the name and source say EXAMPLE.
"""

from collections.abc import Iterator, Mapping

from data.money_vocabulary import WORKING_AGES, AdminLevel, CostKind, LifeGroup

_LEVELS = (AdminLevel.MUNICIPALITY, AdminLevel.COUNTY, AdminLevel.STATE)
_FACTS = {
    "profile": "EXAMPLE, write a name",
    "valid_from": "2026-01-01",
    "source": "EXAMPLE, write where the amounts are from",
    "synthetic": "yes",
}
"""In the first row alone; marked as made up until somebody says otherwise."""


def _rows() -> Iterator[Mapping[str, str]]:
    facts: Mapping[str, str] = _FACTS
    for age in WORKING_AGES:
        for level in _LEVELS:
            for kind in CostKind:
                for group in LifeGroup:
                    yield {**facts, "age": str(age), "level": level, "kind": kind, "group": group, "amount": "0"}
                    facts = {}


OUTSIDER_EXAMPLES: tuple[Mapping[str, str], ...] = tuple(_rows())
