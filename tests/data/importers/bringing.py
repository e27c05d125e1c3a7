"""Bring a file in as a person does: read with what the database knows, and stored."""

import hashlib

from data.access import LOCAL_PRINCIPAL
from data.importers.parsed import Parsed
from data.importers.problems import RefusedFile
from data.importers.profiles import profiles
from data.importers.reading import read
from data.importers.register import MunicipalityFacts
from data.importers.store import FileFacts, StoredBatch, store
from data.queries.import_context import context

EXAMPLE_UNITS = frozenset({"EXAMPLE"})
"""The unit that the rows of a template are about."""


def parsed_for(profile: str, content: bytes, town: str, year: int | None = None) -> Parsed:
    """Return what a file says, read with what the database knows of the municipality."""
    told = context(LOCAL_PRINCIPAL, MunicipalityFacts(town, town.title()), profile, {"year": year})
    return read(profiles()[profile], content, told)


def bring(profile: str, content: bytes, town: str, year: int | None = None) -> StoredBatch:
    """Read and store a file; RefusedFile where it has errors."""
    parsed = parsed_for(profile, content, town, year)
    if parsed.errors:
        raise RefusedFile(parsed.problems)
    facts = FileFacts(profile, f"{profile}-{year}", hashlib.sha256(content).hexdigest())
    return store(LOCAL_PRINCIPAL, MunicipalityFacts(town, town.title()), facts, parsed)
