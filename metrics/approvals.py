"""What somebody with the authority approved that a unit could not control, told decision by decision."""

from dataclasses import dataclass

import pandas as pd

from metrics.results import Fact
from metrics.tables import ADJUSTMENTS, require


@dataclass(frozen=True)
class Decision:
    """The adjustments of one authority and reference as one, at the unit that bears most of it.

    `amount_minor` has the sign of budget - outturn: an extra cost is negative. `benefit` is what it is good for; None
    where the decision names none. Without a reason, what people wrote of it is not for whoever asks (`told`).
    """

    amount_minor: int
    unit_id: str
    authority_kind: str
    reference: str
    reason: str | None
    benefit: str | None

    @property
    def told(self) -> bool:
        """Whether its reason may be told."""
        return self.reason is not None

    def decided_by(self) -> dict[str, Fact]:
        """Return who decided it, and where it stands."""
        return {
            "authority": Fact("word", f"authority.{self.authority_kind}"),
            "reference": Fact("text", self.reference),
        }

    def facts(self) -> dict[str, Fact]:
        """Return what a sentence about the decision says; the amount without its sign."""
        said = {"amount": Fact("money", abs(self.amount_minor)), **self.decided_by()}
        written = {"reason": self.reason, "benefit": self.benefit}
        return said | {name: Fact("text", text) for name, text in written.items() if text is not None}


def approved_decisions(adjustments: pd.DataFrame) -> list[Decision]:
    """Return the decisions behind approved adjustments, the largest extra cost first.

    Args:
        adjustments: ADJUSTMENTS that are approved, of the unit and below, each at the unit that bears it.
    """
    require(adjustments, ADJUSTMENTS)
    columns = ["authority_kind", "reference", "amount_minor", "unit_id", "reason", "benefit_text"]
    gathered: dict[tuple[str, str], list[tuple[int, str, str, object]]] = {}
    for authority, reference, amount, *rest in adjustments[columns].itertuples(index=False, name=None):
        gathered.setdefault((authority, reference), []).append((int(amount), *rest))
    found = [_decision(*key, rows) for key, rows in gathered.items()]
    return sorted(found, key=lambda one: (one.amount_minor, one.authority_kind, one.reference))


def _decision(authority: str, reference: str, rows: list[tuple[int, str, str, object]]) -> Decision:
    sums: dict[str, int] = {}
    for amount, unit, *_ in rows:
        sums[unit] = sums.get(unit, 0) + amount
    benefits = (text for *_, text in rows if isinstance(text, str) and text)
    return Decision(
        amount_minor=sum(sums.values()),
        unit_id=min(sums, key=lambda unit: (sums[unit], unit)),
        authority_kind=authority,
        reference=reference,
        reason=rows[0][2] if isinstance(rows[0][2], str) else None,
        benefit=next(benefits, None),
    )


def largest_approved(adjustments: pd.DataFrame) -> Decision | None:
    """Return the decision that approved most extra cost; None without any."""
    decisions = approved_decisions(adjustments)
    return decisions[0] if decisions and decisions[0].amount_minor < 0 else None
