"""The example rows of the template for a profile of the outsider accounts: every cell there must be, all of them 0.

The rows are whole, so that a municipality only has to write its own amounts. They say EXAMPLE and that they are made
up, so that a profile left as it is bears the mark of a synthetic one on every view.
"""

from collections.abc import Iterator, Mapping

from data.money_vocabulary import WORKING_AGES, AdminLevel, CostKind, LifeGroup

_LEVELS = (AdminLevel.MUNICIPALITY, AdminLevel.COUNTY, AdminLevel.STATE)
_NAME = {"profile": "EXAMPLE, write a name"}
_FACTS = {"valid_from": "2026-01-01", "source": "EXAMPLE, write where the amounts are from", "synthetic": "yes"}
"""In the first row alone: a file is one profile."""


def _rows() -> Iterator[Mapping[str, str]]:
    facts: Mapping[str, str] = _FACTS
    for age in WORKING_AGES:
        for level in _LEVELS:
            for kind in CostKind:
                for group in LifeGroup:
                    cell = {"age": str(age), "level": level, "kind": kind, "group": group, "amount": "0"}
                    yield {**_NAME, **facts, **cell}
                    facts = {}


OUTSIDER_EXAMPLES: tuple[Mapping[str, str], ...] = tuple(_rows())
