"""What of the figures' parts may be told one by one: a sum is made from all of them all the same."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Sight:
    """The units that whoever asks may be told of; None is every one.

    Attributes:
        units: Units that may be named, and whose own figures may be shown.
        texts: Units of which what people wrote is known: explanations, and the reasons of decisions.
        lines: Units whose ledger lines may be shown.
    """

    units: frozenset[str] | None = None
    texts: frozenset[str] | None = None
    lines: frozenset[str] | None = None

    def shows(self, unit_id: str) -> bool:
        """Tell whether a unit may be named."""
        return self.units is None or unit_id in self.units

    def knows_texts(self, unit_id: str) -> bool:
        """Tell whether what people wrote of a unit is known: where it is not, silence says nothing."""
        return self.texts is None or unit_id in self.texts

    def shows_lines(self, unit_id: str) -> bool:
        """Tell whether a unit's ledger lines may be shown."""
        return self.lines is None or unit_id in self.lines

    def nearest(self, unit_ids: Iterable[str], units: pd.DataFrame) -> list[str]:
        """Return, for units that something is to be said of, those themselves or the nearest above that may be named.

        Args:
            unit_ids: The units, each of them in the tree; one that none above may be named of is left out.
            units: UNITS.
        """
        parents = dict(zip(units["unit_id"], units["parent_unit_id"], strict=True))
        found: dict[str, None] = {}
        for unit in unit_ids:
            at, seen = unit, {unit}
            while not self.shows(at) and parents.get(at) in parents and parents[at] not in seen:
                at = parents[at]
                seen.add(at)
            if self.shows(at):
                found[at] = None
        return list(found)


EVERYTHING = Sight()
