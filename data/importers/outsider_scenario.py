"""A scenario of the outsider accounts, from a TOML file: a measure, for whom, how well it works and what it costs."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from data.benefit_vocabulary import MILLION
from data.importers.encodings import text_of
from data.importers.problems import Problem
from data.money_vocabulary import WORKING_AGES, AdminLevel
from data.outsider_rows import Measure

_MOST_PEOPLE = 10_000_000
_MOST_COST = 10**12
_LEVELS = ", ".join(AdminLevel)


@dataclass(frozen=True)
class _Key:
    """How a key is read: None is a fault, which `code` names and `wanted` gives an example of."""

    read: Callable[[Any], Any]
    code: str
    wanted: str


def outsider_scenario(content: bytes, *, exponent: int) -> tuple[Measure | None, list[Problem]]:
    """Return the scenario of a file, and everything that is wrong with it; costs are whole currency with decimals.

    Args:
        content: The bytes of the file.
        exponent: Decimals of the currency.
    """
    text, problems = text_of(content)
    if problems:
        return None, problems
    try:
        told = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        return None, [Problem("not_toml", found=str(error))]
    keys = _keys(exponent)
    problems = [
        Problem("missing_key", column=name, wanted=key.wanted) for name, key in keys.items() if name not in told
    ]
    problems += [Problem("unknown_key", column=name, wanted=", ".join(keys)) for name in told if name not in keys]
    read = {name: key.read(told[name]) for name, key in keys.items() if name in told}
    problems += [
        Problem(keys[name].code, column=name, found=str(told[name]), wanted=keys[name].wanted)
        for name, value in read.items()
        if value is None
    ]
    return (None, problems) if problems else (_scenario(read), [])


def _keys(exponent: int) -> dict[str, _Key]:
    share = _Key(_share, "bad_key_share", "0.55")
    return {
        "target_group": _Key(_text, "bad_key_text", "NEETs 18-24"),
        "persons": _Key(lambda cell: _whole(cell, range(_MOST_PEOPLE)), "bad_key_count", "40"),
        "success_without": share,
        "success_with": share,
        "share_of_the_way": share,
        "start_age": _Key(lambda cell: _whole(cell, WORKING_AGES), "bad_key_age", "18-58"),
        "cost": _Key(lambda cell: _costs(cell, exponent), "bad_key_costs", "[1500000, 1500000]"),
        "paid_by": _Key(_level, "bad_key_word", _LEVELS),
        "discount": _Key(lambda cell: cell if isinstance(cell, bool) else None, "bad_key_truth", "true, false"),
    }


def _scenario(read: dict[str, Any]) -> Measure:
    names = {
        "persons": "people",
        "success_without": "success_without_millionths",
        "success_with": "success_with_millionths",
        "share_of_the_way": "move_millionths",
        "cost": "cost_minor",
    }
    return Measure(**{names.get(name, name): value for name, value in read.items()})


def _text(cell: Any) -> str | None:
    return cell.strip() if isinstance(cell, str) and cell.strip() else None


def _whole(cell: Any, within: range) -> int | None:
    return cell if isinstance(cell, int) and not isinstance(cell, bool) and cell in within else None


def _number(cell: Any) -> Decimal | None:
    known = isinstance(cell, (int, Decimal)) and not isinstance(cell, bool)
    return Decimal(cell) if known and Decimal(cell).is_finite() else None


def _share(cell: Any) -> int | None:
    number = _number(cell)
    return None if number is None or not 0 <= number <= 1 else _exact(number * MILLION)


def _costs(cell: Any, exponent: int) -> tuple[int, ...] | None:
    found = [_cost(one, exponent) for one in cell] if isinstance(cell, list) else []
    costs = [one for one in found if one is not None]
    return tuple(costs) if costs and len(costs) == len(found) <= len(WORKING_AGES) else None


def _cost(cell: Any, exponent: int) -> int | None:
    number = _number(cell)
    return None if number is None or not 0 <= number <= _MOST_COST else _exact(number.scaleb(exponent))


def _exact(number: Decimal) -> int | None:
    return int(number) if number == number.to_integral_value() else None


def _level(cell: Any) -> AdminLevel | None:
    return AdminLevel(cell) if cell in list(AdminLevel) else None
