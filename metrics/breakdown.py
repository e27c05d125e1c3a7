"""Where a unit's money and its deviation are: by the units below it, by function group, by account group."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from data.vocabulary import INCOME_GROUPS, AccountClass
from metrics.budget import Rules
from metrics.positions import QUARTER_KEYS
from metrics.ratios import ALL_AMOUNTS, complete_sums
from metrics.results import Missing
from metrics.scorecard_cards import figures
from metrics.tables import AMOUNTS, BUDGET_POSITIONS, CELL_POSITIONS, GROSS_AMOUNTS, require
from metrics.yardstick import Yardstick


class By(StrEnum):
    """What a whole is taken apart into."""

    UNIT = "unit"
    FUNCTION = "function_group"
    ACCOUNT = "account_group"


@dataclass(frozen=True)
class Part:
    """A part of a whole, in whole minor units, costs positive; None is missing.

    `used_minor` is the actual (or the forecast, where that is the yardstick) and `budget_minor` what it is held
    against. `deviation_minor` is + under budget and - over it. `share` is the deviation by `basis` (net or gross
    budget), or the share spent where no deviation can be had.
    """

    key: str
    used_minor: int | None
    budget_minor: int | None
    revised_minor: int | None
    original_minor: int | None
    deviation_minor: int | None
    share: float | None
    basis: str | None
    why: Missing | None


@dataclass(frozen=True)
class Breakdown:
    """A whole and its parts, overspends before underspends and the largest first; the parts sum to the whole.

    `own_key` is the key of what lies on the unit itself and on no unit below it; where `others`, on units below that
    may not be named, too. `absent` are keys that should be there and have no figures at all.
    """

    by: By
    yardstick: Yardstick
    whole: Part
    parts: tuple[Part, ...]
    own_key: str | None = None
    absent: tuple[str, ...] = ()
    others: bool = False

    def part(self, key: str) -> Part | None:
        """Return the part of that key; None where there is none."""
        return next((part for part in self.parts if part.key == key), None)

    @property
    def amount_range(self) -> tuple[int, int]:
        """The lowest and highest amount that any part is drawn with, zero among them."""
        return _range(
            amount
            for part in self.parts
            for amount in (part.used_minor, part.budget_minor, part.revised_minor, part.original_minor)
        )

    @property
    def deviation_range(self) -> tuple[int, int]:
        """The largest overspend (negative) and the largest underspend of the parts, zero among them."""
        return _range(part.deviation_minor for part in self.parts)

    @property
    def top_share(self) -> float:
        """The largest share of any part, and at least the whole (1)."""
        return _top_share(self.parts)


def _top_share(parts: Iterable[Part]) -> float:
    return max([1.0, *(part.share for part in parts if part.share is not None)])


def _range(amounts: Iterable[int | None]) -> tuple[int, int]:
    known = [amount for amount in amounts if amount is not None]
    return min([0, *known]), max([0, *known])


def by_unit(
    ends: pd.DataFrame, unit_id: str, children: Sequence[str], yardstick: Yardstick, rules: Rules
) -> Breakdown | None:
    """Return a unit taken apart into its direct children, and what lies on itself; None without a row of its own.

    Args:
        ends: BUDGET_POSITIONS of one quarter's end, indexed by unit_id; each row holds all below its unit.
        unit_id: The unit.
        children: The units directly below it.
        yardstick: What spending is held against.
        rules: `gross_rule`.
    """
    if unit_id not in ends.index:
        return None
    own = ends.loc[[unit_id], list(ALL_AMOUNTS)]
    found = [child for child in children if child in ends.index]
    below = ends.loc[found, list(ALL_AMOUNTS)]
    rest = own.iloc[0] - below.sum(min_count=0).where(below.notna().all())
    rows = below
    if bool((rest.isna() & own.iloc[0].notna()).any()) or not bool((rest.fillna(0) == 0).all()):
        rows = pd.concat([below, rest.to_frame(unit_id).T.astype("Int64")])
    return Breakdown(
        By.UNIT,
        yardstick,
        part_of(own, yardstick, rules),
        _sorted(parts_of(rows, yardstick, rules)),
        own_key=unit_id if unit_id in rows.index else None,
        absent=tuple(child for child in children if child not in ends.index),
    )


def by_group(cells: pd.DataFrame, by: By, yardstick: Yardstick, rules: Rules) -> Breakdown | None:
    """Return the cells of a unit taken apart by function group or account group; None without cells.

    Args:
        cells: CELL_POSITIONS of one unit at one quarter's end, of operations; all that the whole consists of.
        by: FUNCTION or ACCOUNT.
        yardstick: What spending is held against.
        rules: `gross_rule`.
    """
    if cells.empty:
        return None
    rows = group_amounts(cells, str(by))
    whole = group_amounts(cells.assign(whole="whole"), "whole")
    return Breakdown(by, yardstick, part_of(whole, yardstick, rules), _sorted(parts_of(rows, yardstick, rules)))


def group_amounts(cells: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return net and gross amounts by group; a group with a missing part is missing.

    Gross leaves income groups out; a group without any cost has no gross amounts.
    """
    require(cells, CELL_POSITIONS)
    net = complete_sums(cells, by, list(AMOUNTS))
    costs = cells[~cells["account_group"].isin(INCOME_GROUPS).to_numpy()]
    gross = complete_sums(costs, by, list(AMOUNTS)).set_axis(list(GROSS_AMOUNTS), axis=1)
    made: pd.DataFrame = net.join(gross).astype("Int64")
    return made


def operations(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the cells of the operating accounts."""
    kept: pd.DataFrame = cells[(cells["account_class"] == AccountClass.OPERATIONS).to_numpy(dtype=bool)]
    return kept


def part_of(row: pd.DataFrame, yardstick: Yardstick, rules: Rules) -> Part:
    """Return a table of one row as a part."""
    return parts_of(row, yardstick, rules)[0]


def parts_of(rows: pd.DataFrame, yardstick: Yardstick, rules: Rules) -> list[Part]:
    """Return each row, indexed by its key and with net and gross amounts, as a part."""
    keyed = rows.set_axis([str(key) for key in rows.index]).rename_axis("unit_id")
    # A year's deviation looks at the quarter, and whoever chose the yardstick has looked already.
    placed = keyed.assign(fiscal_year=0, period=12, quarter=4).set_index(QUARTER_KEYS[1:], append=True)
    require(placed, BUDGET_POSITIONS)
    said = figures(yardstick.metric.compute(placed, rules))
    deviations = keyed[yardstick.budget] - keyed[yardstick.used]
    return [
        Part(
            key=key,
            used_minor=_whole(keyed.at[key, yardstick.used]),
            budget_minor=_whole(keyed.at[key, yardstick.budget]),
            revised_minor=_whole(keyed.at[key, "revised_minor"]),
            original_minor=_whole(keyed.at[key, "original_minor"]),
            deviation_minor=None if yardstick is Yardstick.SPENT else _whole(deviations[key]),
            share=figure.value,
            basis=figure.basis,
            why=figure.why,
        )
        for key, figure in zip(keyed.index, said, strict=True)
    ]


def _sorted(parts: list[Part]) -> tuple[Part, ...]:
    """Return overspends, then underspends, each with the largest first, then what is missing.

    Where no deviation can be had, the largest spending first.
    """

    def place(part: Part) -> tuple[int, int, str]:
        deviation = part.deviation_minor
        if deviation is not None:
            return int(deviation >= 0), -abs(deviation), part.key
        return 2 if part.why is None else 3, -(part.used_minor or 0), part.key

    return tuple(sorted(parts, key=place))


def _whole(cell: object) -> int | None:
    return None if pd.isna(cell) else int(cell)  # type: ignore[call-overload]  # a cell of Int64
