"""Let everybody see the municipality's aggregates without signing in, or let nobody."""

from dashboard.actions.refusals import NothingChanged, Refused
from data.access import Principal, writing
from data.schema.organisation import Municipality
from data.vocabulary import Right


def switch_public_view(principal: Principal, municipality_id: str, *, on: bool) -> bool:
    """Switch the public view on or off; tell whether that changed anything.

    Raises:
        Refused: there is no such municipality.
        AccessDenied: the principal may not decide that for the municipality.
    """
    try:
        with writing(principal, municipality_id, Right.GRANT) as change:
            town = change.session.get(Municipality, municipality_id)
            if town is None:
                raise Refused("municipality", found=municipality_id)
            if town.public_view == on:
                raise NothingChanged
            town.public_view = on
            change.record("switch", "public_view", municipality_id, before=not on, after=on)
            return True
    except NothingChanged:
        return False
