"""Positions against a slow oracle: plain loops over plain rows, which import nothing of what they check."""

import calendar
import secrets
from collections import defaultdict
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from data.access import LOCAL_PRINCIPAL
from data.importers.parsed import AccountRow, FunctionRow, GapRow, UnitRow
from data.importers.undo import undo
from data.verification import differences
from data.vocabulary import AccountGroup, Grain, Kind
from tests.data.small_files import YEAR, file, keep

LEAVES = ("a", "b", "c", "d")
SECTORS = ("s", "t")
KINDS = ("actual", "periodised", "original", "revised", "forecast")
FLOWS = ("actual", "periodised")
GROUPS = {"100": "pay", "200": "purchases", "700": "income"}
LENGTH = {"month": 1, "quarter": 3, "year": 12}
AMOUNT = st.one_of(st.integers(-(10**13), 10**13), st.integers(-9, 9))

Batch = dict[str, Any]


@st.composite
def trees(draw: st.DrawFn) -> dict[str, list[tuple[date, str | None]]]:
    """Draw each leaf's parents by date; None as a parent ends it."""
    first, found = date(1900, 1, 1), {}
    for leaf in LEAVES:
        begins = draw(st.sampled_from([first, first, date(YEAR, 5, 1)]))
        changes: list[tuple[date, str | None]] = [(begins, draw(st.sampled_from(SECTORS)))]
        if draw(st.booleans()):
            day = date(YEAR, draw(st.integers(6, 12)), 1)
            changes.append((day, draw(st.sampled_from([*SECTORS, None]))))
        found[leaf] = changes
    return found


@st.composite
def batches(draw: st.DrawFn) -> Batch:
    """Draw a file: one grain, cumulative or not, lines of some kinds and periods, and perhaps a gap."""
    grain = draw(st.sampled_from(["month", "month", "quarter", "year"]))
    ends = {"month": list(range(1, 14)), "quarter": [3, 6, 9, 12, 13], "year": [12, 13]}[grain]
    cell = st.tuples(st.sampled_from(KINDS), st.sampled_from(ends))
    cells = draw(st.lists(cell, min_size=1, max_size=6, unique=True))
    line = st.tuples(st.sampled_from(cells), st.sampled_from(LEAVES), st.sampled_from(sorted(GROUPS)), AMOUNT)
    gap = st.tuples(st.sampled_from(cells), st.sampled_from(LEAVES))
    return {
        "grain": grain,
        "cumulative": draw(st.booleans()),
        "cells": cells,
        "lines": draw(st.lists(line, max_size=10)),
        "gaps": draw(st.lists(gap, max_size=1)),
    }


@st.composite
def ledgers(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a tree, some files in their order of arrival, and which of them are undone."""
    files = draw(st.lists(batches(), min_size=1, max_size=4))
    return {"tree": draw(trees()), "files": files, "undone": draw(st.sets(st.integers(0, len(files) - 1), max_size=2))}


def parent_on(changes: list[tuple[date, str | None]], day: date) -> str:
    """Return where a leaf stands on a day; before it begins where it will, after its end where it stood."""
    stood = changes[0][1]
    for since, parent in changes:
        if since <= day and parent is not None:
            stood = parent
    return str(stood)


def in_force(ledger: dict[str, Any]) -> dict[tuple[str, int], Batch]:
    """Return for each cell the last file that speaks for it and is not undone."""
    found = {}
    for number, batch in enumerate(ledger["files"]):
        if number not in ledger["undone"]:
            for cell in batch["cells"]:
                found[cell] = batch
    return found


def position(force: dict[tuple[str, int], Batch], kind: str, period: int, leaf: str, account: str) -> int | None:
    """Return what stood at the end of a period, or None where it is missing, for one leaf and account."""
    if kind not in FLOWS:
        quarter_begins = {"forecast": (min(period, 12) - 1) // 3 * 3 + 1}.get(kind, 1)
        for earlier in range(period, quarter_begins - 1, -1):
            if (kind, earlier) in force:
                return stated(force[kind, earlier], kind, earlier, leaf, account)
        return None
    batch = force.get((kind, period))
    if batch is None:
        return None
    here = stated(batch, kind, period, leaf, account)
    before = 12 if period == 13 else (period - 1) // LENGTH[batch["grain"]] * LENGTH[batch["grain"]]
    if batch["cumulative"] or before == 0 or here is None:
        return here
    earlier = position(force, kind, before, leaf, account)
    return None if earlier is None else earlier + here


def stated(batch: Batch, kind: str, period: int, leaf: str, account: str) -> int | None:
    if ((kind, period), leaf) in batch["gaps"]:
        return None
    return sum(
        amount
        for cell, unit, group, amount in batch["lines"]
        if cell == (kind, period) and unit == leaf and group == account
    )


def expected(ledger: dict[str, Any], town: str) -> dict[tuple[str, int, str, str], int | None]:
    """Return (unit, period, account group, kind) -> amount for every unit with lines under it."""
    force = in_force(ledger)
    counted = {(line[1], line[2]) for cell, batch in force.items() for line in batch["lines"] if line[0] == cell}
    found: dict[tuple[str, int, str, str], int | None] = defaultdict(int)
    for period in sorted({period for _, period in force}):
        month = min(period, 12)
        day = date(YEAR, month, calendar.monthrange(YEAR, month)[1])
        for kind in KINDS:
            if position(force, kind, period, "nobody", "100") is None:  # not loaded: missing for all
                found.update({(unit, period, "*", kind): None for unit in (*LEAVES, *SECTORS, town)})
        for leaf in LEAVES:
            above = (leaf, parent_on(ledger["tree"][leaf], day), town)
            for unit in above:
                for kind in KINDS:
                    for account, group in GROUPS.items():
                        amount = position(force, kind, period, leaf, account)
                        key = (unit, period, group, kind)
                        if (leaf, account) in counted:
                            found[key] = add(found[key], amount)
                        if amount is None:  # a unit with a missing part is missing in all its groups
                            found[unit, period, "*", kind] = None
    return found


def add(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def stored(url: str, town: str) -> dict[tuple[str, int, str, str], int | None]:
    made = create_engine(url)
    with made.connect() as connection:
        rows = connection.execute(
            text("SELECT * FROM position WHERE municipality_id = :town"), {"town": town}
        ).mappings()
        found = {
            (row["unit_id"], row["period"], row["account_group"], kind): row[f"{kind}_minor"]
            for row in rows
            for kind in KINDS
        }
    made.dispose()
    return found


def stored_totals(url: str, town: str) -> list[dict[str, Any]]:
    made = create_engine(url)
    with made.connect() as connection:
        rows = connection.execute(
            text("SELECT * FROM unit_total WHERE municipality_id = :town"), {"town": town}
        ).mappings()
        found = [dict(row) for row in rows]
    made.dispose()
    return found


def load(ledger: dict[str, Any], town: str) -> None:
    sectors = [UnitRow(sector, sector) for sector in SECTORS]
    leaves = [
        UnitRow(leaf, leaf, parent, valid_from=since, ends=parent is None)
        for leaf, changes in ledger["tree"].items()
        for since, parent in changes
    ]
    stored_ids = []
    for number, batch in enumerate(ledger["files"]):
        parsed = file(
            [(kind, period, unit, account, amount) for (kind, period), unit, account, amount in batch["lines"]],
            grain=Grain(batch["grain"]),
            cumulative=batch["cumulative"],
            spoken=batch["cells"],
            units=[*sectors, *leaves],
            functions=[FunctionRow("f1", "f1", "g1", "g1")],
            accounts=[AccountRow(account, account, AccountGroup(group)) for account, group in GROUPS.items()],
            gaps=[GapRow(YEAR, period, Kind(kind), unit) for (kind, period), unit in batch["gaps"]],
        )
        stored_ids.append(keep(parsed, f"{number}.csv", town=town).batch_id)
    for number in sorted(ledger["undone"]):
        undo(LOCAL_PRINCIPAL, stored_ids[number])


def check(url: str, ledger: dict[str, Any]) -> None:
    town = f"town{secrets.token_hex(4)}"
    load(ledger, town)
    oracle, found = expected(ledger, town), stored(url, town)
    for key, amount in found.items():
        unit, period, _, kind = key
        missing = (unit, period, "*", kind) in oracle
        assert amount == (None if missing else oracle.get(key, 0)), key
    for key, amount in oracle.items():
        if key[2] != "*" and amount:
            assert key in found, key
    for row in stored_totals(url, town):
        for kind in KINDS:
            at = (row["unit_id"], row["period"])
            parts = {group: found.get((*at, group, kind), 0) for group in GROUPS.values()}
            missing = (*at, "*", kind) in oracle
            assert row[f"{kind}_minor"] == (None if missing else sum(int(part or 0) for part in parts.values()))
            spent = sum(int(parts[group] or 0) for group in ("pay", "purchases"))
            assert row[f"gross_{kind}_minor"] == (None if missing else spent)


def test_positions_equal_a_slow_recount(database: str) -> None:
    few = 12 if database.startswith("postgresql") else 30

    @settings(deadline=None, derandomize=True, max_examples=few, suppress_health_check=list(HealthCheck))
    @given(ledger=ledgers())
    def holds(ledger: dict[str, Any]) -> None:
        check(database, ledger)

    holds()
    assert differences(LOCAL_PRINCIPAL) == []
