"""Import a file: read and check everything, then store all of it or nothing."""

import hashlib
from dataclasses import dataclass, field, replace
from typing import Any

from babel.numbers import get_currency_precision

from data.access import AccessDenied, Principal, reaches
from data.importers.cells import NumberLocale
from data.importers.parsed import Parsed
from data.importers.problems import RefusedFile
from data.importers.profiles import Profile, profiles
from data.importers.reading import read
from data.importers.register import MunicipalityFacts
from data.importers.store import FileFacts, StoredBatch, store
from data.importers.store import undo as undo_batch
from data.queries.import_context import context


class UnknownProfile(LookupError):
    """No known export has this name."""


@dataclass(frozen=True)
class Request:
    """A file and what is told of it. `name` and `currency` are for a municipality that does not exist yet."""

    profile: str
    file_name: str
    content: bytes
    municipality_id: str
    name: str | None = None
    currency: str | None = None
    year: int | None = None
    period: int | None = None
    number_locale: NumberLocale | None = None
    accept_unknown: bool = False
    accept_decrease: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of it: the checked content, and the batch, or None when nothing was stored."""

    request: Request
    parsed: Parsed
    batch: StoredBatch | None = None
    refused: bool = False
    already_imported: bool = field(default=False)


def preview(principal: Principal, request: Request) -> Outcome:
    """Read and check a file without storing anything.

    Raises:
        UnknownProfile: no known export has the name.
        AccessDenied: the principal may not import for the municipality.
    """
    profile = known_profile(request.profile)
    if not (principal.may_write() and reaches(principal, request.municipality_id)):
        raise AccessDenied(f"{principal.actor} may not import for {request.municipality_id}")
    told = context(principal, _municipality(profile, request), profile.name, _told(request))
    parsed = read(profile, request.content, told)
    return Outcome(request, parsed, refused=bool(parsed.errors))


def import_file(principal: Principal, request: Request) -> Outcome:
    """Read, check and store a file; a refused file leaves the database as it was. Raises as `preview`."""
    checked = preview(principal, request)
    if checked.refused:
        return checked
    profile = known_profile(request.profile)
    facts = FileFacts(
        profile=profile.name,
        name=request.file_name,
        content_hash=hashlib.sha256(request.content).hexdigest(),
        options={name: value for name, value in _told(request).items() if value is not None},
    )
    try:
        batch = store(principal, _municipality(profile, request), facts, checked.parsed)
    except RefusedFile as refused:
        checked.parsed.problems = refused.problems
        return replace(checked, refused=True)
    return replace(checked, batch=batch, already_imported=batch.already_imported)


def undo(principal: Principal, batch_id: str) -> StoredBatch:
    """Take a batch out of force. Raises LookupError where there is none that the principal may undo."""
    return undo_batch(principal, batch_id)


def known_profile(name: str) -> Profile:
    """Return the profile of this name; UnknownProfile otherwise."""
    try:
        return profiles()[name]
    except KeyError:
        raise UnknownProfile(name) from None


def _municipality(profile: Profile, request: Request) -> MunicipalityFacts:
    currency = (request.currency or profile.currency or "NOK").upper()
    return MunicipalityFacts(
        municipality_id=request.municipality_id,
        name=request.name,
        currency=currency,
        currency_exponent=get_currency_precision(currency),
        chart=profile.chart or "kostra",
    )


def _told(request: Request) -> dict[str, Any]:
    return {
        "year": request.year,
        "period": request.period,
        "number_locale": request.number_locale,
        "accept_unknown": request.accept_unknown,
        "accept_decrease": request.accept_decrease,
    }
