"""How far down the budget page has gone: its own parameters of the address, checked before anything reads them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard.asked import IDENTITY, word_of
from data.queries.ledger import Place
from data.vocabulary import AccountGroup, Kind
from metrics.breakdown import By

PARAMETERS = ("by", "function", "account", "kind", "after", "before", "area", "measure")
_APART = "~"


@dataclass(frozen=True)
class Drill:
    """What of a unit is looked at: the breakdown chosen, a function group, an account group, and a page of its lines.

    `after` and `before` are where the lines start or end; `area` is the service area compared with other
    municipalities; `measure` is the figure somebody was asked to explain.
    """

    by: By = By.UNIT
    function: str | None = None
    account: AccountGroup | None = None
    kind: Kind = Kind.ACTUAL
    after: Place | None = None
    before: Place | None = None
    area: str | None = None
    measure: str | None = None

    def parameters(self) -> dict[str, str]:
        """Return the drill as the address writes it; what is as it is from the start is left out."""
        said = {
            "by": self.by,
            "function": self.function,
            "account": self.account,
            "kind": self.kind,
            "after": place_text(self.after),
            "before": place_text(self.before),
            "area": self.area,
        }
        unsaid = {"by": By.UNIT, "kind": Kind.ACTUAL}
        return {name: str(value) for name, value in said.items() if value is not None and unsaid.get(name) != value}

    def at(self, after: Place | None = None, before: Place | None = None) -> "Drill":
        """Return the same lines from another place."""
        return replace(self, after=after, before=before)


def drill(asked: Mapping[str, str]) -> Drill:
    """Return the drill that an address asks for; what nobody can have written is left out."""
    function = asked.get("function")
    return Drill(
        by=word_of(By, asked.get("by")) or By.UNIT,
        function=function,
        account=word_of(AccountGroup, asked.get("account")) if function else None,
        kind=word_of(Kind, asked.get("kind")) or Kind.ACTUAL,
        after=place(asked.get("after")),
        before=place(asked.get("before")),
        area=asked.get("area"),
        measure=asked.get("measure"),
    )


def place_text(found: Place | None) -> str | None:
    """Return the place of a line as one text."""
    return None if found is None else _APART.join(map(str, found))


def place(text: str | None) -> Place | None:
    """Return the place that a text means; None where it means none."""
    parts = (text or "").split(_APART)
    if len(parts) != 5 or not IDENTITY.fullmatch(parts[3]) or not parts[4].isdigit():
        return None
    unit, function, account, batch, number = parts
    return unit, function, account, batch, int(number)
