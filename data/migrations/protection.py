"""Row-level security on PostgreSQL, in the words that migrations protect their tables with.

What is said of a table when a migration ran stays as it was: whoever changes what a function here answers changes the
past, and a test holds the SQL of the older migrations.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

ROLE = "brobygger_app"
ANYWHERE = "*[*][0]"
NOT_BELOW = 'keyvalue() ? (@.key != "below").value[*][0]'
REACHES = {"visible": "whole[*][0]", "within": NOT_BELOW, "around": NOT_BELOW}
"""Where in a right's grants the municipalities stand that are seen whole; the functions of `data.visibility`."""


class Table(NamedTuple):
    """Who sees a table's rows and who writes them (conditions), and what the application role may do at all."""

    seen: str
    written: str
    may: str = "SELECT, INSERT, UPDATE, DELETE"


def granted(rights: tuple[str, ...], reach: str = ANYWHERE) -> str:
    """Return the expression: the municipalities where one of the rights is held, "" among them for every one."""
    wanted = " || ".join(f'@.key == "{right}"' for right in rights)
    return f"told_list('$.rights.keyvalue() ? ({wanted}).value.{reach}')"


def right_in(*rights: str, reach: str = ANYWHERE) -> str:
    """Return the condition: one of the rights is held in the row's municipality, by a role that reaches so far.

    The outer SELECTs let it be reckoned once a statement, not once a row.
    """
    held = granted(rights, reach)
    return f"((SELECT {held} ? '') OR (SELECT {held}) ? municipality_id)"


def right_over(right: str, how: str) -> str:
    """Return the condition: the right over the row's unit, as `data.visibility` reckons by the function `how`."""
    units = f"SELECT u.municipality_id, u.unit_id FROM told_units('{right}', '{how}') u"  # noqa: S608 - our own names
    return f"({right_in(right, reach=REACHES[how])} OR (municipality_id, unit_id) IN ({units}))"


def opened_for(*rights: str) -> str:
    """Return the expression: the municipality that is open for change, to somebody with one of the rights there."""
    return f"(SELECT told_opened() WHERE {granted(rights)} ?| ARRAY['', told_opened()])"


GATE = "(SELECT told_gate())"
MIGRATING = "(SELECT told_migrating())"


def open_for(*rights: str) -> str:
    """Return the condition: the row's municipality is open for change. Whoever migrates may change every row."""
    return f"(municipality_id = {opened_for(*rights) if rights else '(SELECT told_opened())'} OR {MIGRATING})"


MUNICIPALITY = right_in("figures")
WITHIN = right_over("figures", "within")
ACTS = ("INSERT", "UPDATE", "DELETE")
ADD_ONLY = "SELECT, INSERT"


def privileges(tables: Mapping[str, Table]) -> Iterator[str]:
    """Yield the statements that let the application role do with the tables what it may, and no more."""
    for name, table in tables.items():
        yield f"REVOKE ALL ON {name} FROM {ROLE}"
        yield f"GRANT {table.may} ON {name} TO {ROLE}"


def policies(tables: Mapping[str, Table]) -> Iterator[str]:
    """Yield the statements that bind everybody, the owner too, to what is said of the tables."""
    for name, table in tables.items():
        yield f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY"
        yield seeing(name, table.seen)
        for act in ACTS:
            clause = "WITH CHECK" if act == "INSERT" else "USING"
            allowed = table.written if act in table.may else MIGRATING
            yield f"CREATE POLICY {name}_{act.lower()} ON {name} FOR {act} {clause} ({allowed})"


def seeing(name: str, seen: str) -> str:
    """Return the statement that lets the rows of a table be seen that a condition holds for."""
    return f"CREATE POLICY {name}_select ON {name} FOR SELECT USING ({seen})"


def without_policies(tables: Mapping[str, Table]) -> Iterator[str]:
    """Yield the statements that take policies and privileges away again."""
    for name in tables:
        for act in ("SELECT", *ACTS):
            yield f"DROP POLICY {name}_{act.lower()} ON {name}"
        yield f"ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {name} DISABLE ROW LEVEL SECURITY"
        yield f"REVOKE ALL ON {name} FROM {ROLE}"
