"""A unit that moved counts where it stands, and not where it stood before."""

from datetime import date

import pandas as pd

from data.tree import _standing

MOVED = date(2025, 1, 1)
# unit  ancestor  from        distance (null: no longer below it)
ROWS = [
    ("town", "town", date(1900, 1, 1), 0),
    ("old", "old", date(1900, 1, 1), 0),
    ("new", "new", date(1900, 1, 1), 0),
    ("mover", "mover", date(1900, 1, 1), 0),
    ("mover", "old", date(1900, 1, 1), 1),
    ("mover", "old", MOVED, None),
    ("mover", "new", MOVED, 1),
]


def above(unit: str, day: date) -> set[str]:
    dated = pd.DataFrame(ROWS, columns=["unit_id", "ancestor_id", "valid_from", "distance"])
    dated["distance"] = dated["distance"].astype("Int64")
    standing = _standing(dated, day)
    return set(standing.loc[standing["unit_id"] == unit, "ancestor_id"])


def test_before_the_move_it_stands_under_the_old_sector() -> None:
    assert above("mover", date(2024, 12, 31)) == {"mover", "old"}


def test_after_the_move_it_stands_under_the_new_sector_alone() -> None:
    assert above("mover", date(2025, 1, 31)) == {"mover", "new"}


def test_a_unit_that_ended_is_still_found_under_those_it_last_stood_under() -> None:
    ended = pd.DataFrame(
        [
            ("u", "u", date(1900, 1, 1), 0),
            ("u", "s", date(1900, 1, 1), 1),
            ("u", "u", MOVED, None),
            ("u", "s", MOVED, None),
        ],
        columns=["unit_id", "ancestor_id", "valid_from", "distance"],
    ).astype({"distance": "Int64"})

    assert set(_standing(ended, date(2025, 6, 30))["ancestor_id"]) == {"u", "s"}
