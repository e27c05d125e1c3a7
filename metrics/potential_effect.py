"""What could come, kept apart from what has come: a type that no realised figure can be built from.

A potential effect enters no realised benefit, no ledger and no score.
"""

from dataclasses import dataclass
from enum import StrEnum


class Perspective(StrEnum):
    """Whose view an effect is computed from; two views are never added."""

    PUBLIC_BUDGET = "public_budget"
    SOCIO_ECONOMIC = "socio_economic"


class PerspectivesNeverAdd(TypeError):
    """The effect on public budgets and the socio-economic one were to be added."""


@dataclass(frozen=True)
class PotentialEffect:
    """What could come, in minor units; + is a gain. It adds to its like alone, and is no number.

    There is deliberately no way to an int or a float but its own attribute: a sum of realised figures refuses it.
    """

    potential_minor: int
    perspective: Perspective

    def __add__(self, other: "PotentialEffect") -> "PotentialEffect":
        """Return both together; anything but a potential effect of the same view is refused."""
        if not isinstance(other, PotentialEffect):
            return NotImplemented
        if other.perspective != self.perspective:
            raise PerspectivesNeverAdd(f"{self.perspective} and {other.perspective}")
        return PotentialEffect(self.potential_minor + other.potential_minor, self.perspective)
