"""The places at which the chain of the trail is broken."""

from typing import Any

from sqlalchemy.orm import Session

from data.chain import faults


def broken_links(session: Session, municipality_id: str) -> list[Any]:
    """Return the sequence numbers of the events at which something is wrong."""
    return list(dict.fromkeys(one.sequence for one in faults(session, municipality_id)))
