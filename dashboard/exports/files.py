"""Stored files, handed out as they were handed in."""

from collections.abc import Mapping

from dashboard.notices import NothingToShow
from dashboard.scope import Scope
from data.queries.evidence import StoredFile, evidence_file

ENDING = "file"
"""The ending of their addresses: `/eksport/evidence.file`. What a file is, its own name says."""


def evidence(scope: Scope, asked: Mapping[str, str]) -> StoredFile:
    """Return the file that shows a measurement: `measurement` and `number` in the address.

    Raises:
        NothingToShow: There is none, or it is not for this person.
    """
    number = asked.get("number", "")
    found = None
    if number.isdecimal() and number.isascii():
        measurement = asked.get("measurement", "")
        found = evidence_file(scope.principal, scope.municipality_id, measurement, int(number[:9]))
    if found is None:
        raise NothingToShow("no_evidence_file")
    return found


FILES = {"evidence": evidence}
"""By the name in the address."""
