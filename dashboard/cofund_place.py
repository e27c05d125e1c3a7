"""What of the gains plans is looked at: the parameters of the address, checked before anything reads them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard import navigation
from dashboard.benefit_place import place as benefit_place
from dashboard.scope import Scope

PARAMETERS = ("initiative", "cut", "edit")
HYPOTHETICAL = "hypothetical"


@dataclass(frozen=True)
class CofundPlace:
    """All gains plans, or that of one initiative; with hypothetical cuts, and with the form open."""

    initiative: str | None = None
    hypothetical: bool = False
    edit: bool = False

    def parameters(self) -> dict[str, str]:
        """Return the place as the address writes it; what is as it is from the start is left out."""
        said = {
            "initiative": self.initiative,
            "cut": HYPOTHETICAL if self.hypothetical else None,
            "edit": "1" if self.edit else None,
        }
        return {name: value for name, value in said.items() if value}

    def address(self, scope: Scope) -> str:
        """Return the address of the place."""
        return scope.address(navigation.address("cofunding"), **self.parameters())

    def editing(self) -> "CofundPlace":
        """Return the same place with the form open."""
        return replace(self, edit=True)


def place(asked: Mapping[str, str]) -> CofundPlace:
    """Return the place that an address asks for; what nobody can have written is left out."""
    return CofundPlace(
        initiative=benefit_place(asked).initiative,
        hypothetical=asked.get("cut") == HYPOTHETICAL,
        edit=asked.get("edit") == "1",
    )
