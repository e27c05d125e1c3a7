"""Import a file: read and check everything, then store all of it or nothing."""

import hashlib
import re
from dataclasses import dataclass, replace
from typing import Any

from babel.numbers import get_currency_precision, list_currencies

from data.access import AccessDenied, Principal
from data.importers.cells import NumberLocale
from data.importers.parsed import Parsed
from data.importers.problems import RefusedFile
from data.importers.profiles import Profile, profiles
from data.importers.reading import read
from data.importers.register import MunicipalityFacts
from data.importers.store import FileFacts, StoredBatch, store
from data.importers.undo import undo as undo_batch
from data.queries.batches import is_stored
from data.queries.import_context import context
from data.vocabulary import Right

KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
"""What the key of a municipality looks like: it stands in addresses and in the names of files."""


class UnknownProfile(LookupError):
    """No known export has this name."""


class InvalidMunicipality(ValueError):
    """The key or the currency of a municipality has the wrong form; the argument names which."""


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
    """What came of it: the checked content in the municipality's money, and the batch, or None when none was stored."""

    request: Request
    parsed: Parsed
    currency: str
    currency_exponent: int
    batch: StoredBatch | None = None
    refused: bool = False
    already_imported: bool = False


def preview(principal: Principal, request: Request) -> Outcome:
    """Read and check a file without storing anything.

    Raises:
        UnknownProfile: no known export has the name.
        InvalidMunicipality: its key or its currency has the wrong form.
        AccessDenied: the principal may not import for the municipality.
    """
    profile = known_profile(request.profile)
    _check_municipality(request)
    if not principal.may(Right.IMPORT, request.municipality_id):
        raise AccessDenied(f"{principal.actor} may not import for {request.municipality_id}")
    told = context(principal, _municipality(profile, request), profile.name, _told(request))
    parsed = read(profile, request.content, told)
    stretch = (parsed.fiscal_year, parsed.period)
    same = is_stored(principal, request.municipality_id, profile.name, content_hash(request), stretch)
    refused = bool(parsed.errors)
    return Outcome(request, parsed, told.currency, told.currency_exponent, refused=refused, already_imported=same)


def import_file(principal: Principal, request: Request) -> Outcome:
    """Read, check and store a file; a refused file leaves the database as it was. Raises as `preview`."""
    checked = preview(principal, request)
    if checked.refused:
        return checked
    profile = known_profile(request.profile)
    facts = FileFacts(
        profile=profile.name,
        name=request.file_name,
        content_hash=content_hash(request),
        options={name: value for name, value in _told(request).items() if value is not None},
    )
    try:
        batch = store(principal, _municipality(profile, request), facts, checked.parsed)
    except RefusedFile as refused:
        checked.parsed.problems = refused.problems
        return replace(checked, refused=True)
    return replace(checked, batch=batch, already_imported=batch.already_imported)


def undo(principal: Principal, batch_id: str) -> StoredBatch:
    """Take a batch out of force.

    Raises:
        LookupError: there is none that the principal may undo.
        HeldByLedgerError: savings of the reinvestment ledger rest on what it brought.
    """
    return undo_batch(principal, batch_id)


def known_profile(name: str) -> Profile:
    """Return the profile of this name; UnknownProfile otherwise."""
    try:
        return profiles()[name]
    except KeyError:
        raise UnknownProfile(name) from None


def content_hash(request: Request) -> str:
    """Return the SHA-256 of the file, by which the same file is known again."""
    return hashlib.sha256(request.content).hexdigest()


def _check_municipality(request: Request) -> None:
    if not KEY.fullmatch(request.municipality_id):
        raise InvalidMunicipality("key")
    if request.currency is not None and request.currency.upper() not in list_currencies():
        raise InvalidMunicipality("currency")


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
