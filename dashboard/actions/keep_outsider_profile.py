"""Enter a municipality's own profile of what a person costs the public by age."""

from dataclasses import dataclass

from sqlalchemy import select

from dashboard.actions.in_register import note
from data.access import Principal, Writing, writing
from data.importers.force import counts
from data.importers.problems import Problem
from data.keeping import require
from data.outsider_rows import LONGEST_NAME, LONGEST_SOURCE, ProfileRow
from data.outsider_rules import profile_problems
from data.outsiders import add_profile, content_hash
from data.schema.outsiders import OutsiderProfile
from data.vocabulary import Right


@dataclass(frozen=True)
class WantedProfile:
    """A profile as somebody wants it; a newer one by its day takes over from it."""

    municipality_id: str
    row: ProfileRow


def keep_outsider_profile(principal: Principal, wanted: WantedProfile) -> str:
    """Store a profile and return its id.

    Raises:
        BrokenRules: it lacks something, contradicts itself, or is there already.
        AccessDenied: the principal may not bring figures into the municipality.
    """
    require(_problems(wanted.row))
    with writing(principal, wanted.municipality_id, Right.IMPORT) as change:
        same = _same(change, wanted.row)
        require([] if same is None else [Problem("outsider_profile_there", column="name", found=same)])
        stored = add_profile(change.session, wanted.municipality_id, None, wanted.row, change.actor)
        note(change, "write", stored, stored.profile_id, None)
        return stored.profile_id


def _problems(row: ProfileRow) -> list[Problem]:
    texts = {"name": (row.name, LONGEST_NAME), "source": (row.source, LONGEST_SOURCE)}
    found = [Problem("empty_text", column=name) for name, (said, _) in texts.items() if not said.strip()]
    found += [
        Problem("long_text", column=name, wanted=str(most)) for name, (said, most) in texts.items() if len(said) > most
    ]
    return [*found, *profile_problems(row.cells)]


def _same(change: Writing, row: ProfileRow) -> str | None:
    """Return the name of a profile that counts and tells the same; None where there is none."""
    table = OutsiderProfile
    return change.session.scalar(
        select(table.name)
        .where(table.municipality_id == change.municipality_id, counts(table))
        .where(table.content_hash == content_hash(row.cells), table.name == row.name)
        .where(table.valid_from == row.valid_from, table.source == row.source, table.synthetic == row.synthetic)
        .limit(1)
    )
