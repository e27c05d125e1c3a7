"""Draw an arrow of the benefits map, or take one away: which benefit leads to which."""

from dataclasses import dataclass

from dashboard.actions.in_register import benefit_of, initiative_of, note, require_over, told_of, units_named
from dashboard.actions.refusals import NothingChanged
from data.access import Principal, Writing, writing
from data.benefits_across import circles
from data.keeping import require
from data.schema.initiatives import BenefitDependency
from data.vocabulary import Right


@dataclass(frozen=True)
class Arrow:
    """An arrow from a benefit to one that it leads to; `there` tells whether it is to stand."""

    municipality_id: str
    benefit_id: str
    leads_to_id: str
    there: bool = True


def connect_benefits(principal: Principal, arrow: Arrow) -> bool:
    """Draw an arrow or take it away; tell whether that changed anything.

    Raises:
        BrokenRules: the map would have a circle.
        NotInRegister: there is no such benefit.
        AccessDenied: the principal may enter benefits neither of the first benefit's initiative nor of its owner.
    """
    try:
        with writing(principal, arrow.municipality_id, Right.BENEFITS) as change, units_named(change):
            benefit, other = benefit_of(change, arrow.benefit_id), benefit_of(change, arrow.leads_to_id)
            require_over(change, benefit.unit_id, initiative_of(change, benefit.initiative_id).unit_id)
            row = change.session.get(BenefitDependency, (arrow.municipality_id, benefit.benefit_id, other.benefit_id))
            if (row is not None) == arrow.there:
                raise NothingChanged
            _changed(change, arrow, row)
        return True
    except NothingChanged:
        return False


def _changed(change: Writing, arrow: Arrow, row: BenefitDependency | None) -> None:
    key = f"{arrow.benefit_id} {arrow.leads_to_id}"
    if row is None:
        row = BenefitDependency(
            municipality_id=arrow.municipality_id, benefit_id=arrow.benefit_id, leads_to_id=arrow.leads_to_id
        )
        change.session.add(row)
        change.session.flush()
        require(circles(change.session, arrow.municipality_id))
        note(change, "connect", row, key, None)
    else:
        before = told_of(change, row)
        change.session.delete(row)
        note(change, "disconnect", row, key, before, gone=True)
