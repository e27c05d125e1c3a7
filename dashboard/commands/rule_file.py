"""A rule as a file or as flags say it: the JSON that `reinvest rules --json` prints of one, read strictly."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from dashboard.actions.draft_rule import RuleDraft
from data.importers.cells import NumberLocale, amount_of
from data.money_vocabulary import Account, RecipientScope
from metrics.rule_faults import SHARE_COLUMNS

DECIMALS = 4
"""A millionth is this many decimals of a per cent."""
LARGEST = 2**63
NOT_DRAFTED = frozenset({"council_resolution", "resolved_on", "adopted"})
"""What `reinvest rules --json` tells of a version that a draft has none of."""


class WrongFile(ValueError):
    """What a file or the flags say is no rule; the text names what was found."""


class ShareType(click.ParamType[int]):
    """A share as per cent, such as 33.3333, in millionths."""

    name = "per cent"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the millionths; what is no share is wrong usage."""
        if isinstance(value, int):
            return value
        found = amount_of(str(value), NumberLocale.POINT, DECIMALS)
        if isinstance(found, str):
            self.fail(f"found «{value}», wanted a per cent such as 33.3333", param, ctx)
        return found


SHARE = ShareType()


def values_of(file: Path | None) -> dict[str, Any]:
    """Return what a file says of a rule; nothing where there is no file.

    Raises:
        WrongFile: it is no JSON object.
    """
    if file is None:
        return {}
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as wrong:
        raise WrongFile(str(wrong)) from None
    if not isinstance(found, dict):
        raise WrongFile(type(found).__name__)
    return {name: value for name, value in found.items() if name not in NOT_DRAFTED and value is not None}


def draft_from(municipality: str, values: Mapping[str, Any]) -> RuleDraft:
    """Return the draft that values mean.

    Raises:
        WrongFile: a value is missing, unknown or of another kind.
    """
    unknown = sorted(values.keys() - READ.keys())
    missing = [name for name in ("valid_from", "name", *SHARE_COLUMNS) if name not in values]
    if unknown or missing:
        raise WrongFile(", ".join([*unknown, *(f"{name} —" for name in missing)]))
    told = {name: _read(name, value) for name, value in values.items()}
    version = told.pop("version_id", None)
    return RuleDraft(municipality, told.pop("valid_from"), told.pop("name"), **told, version=version)


def _read(name: str, value: Any) -> Any:
    try:
        return READ[name](value)
    except (TypeError, ValueError):
        raise WrongFile(f"{name}: {json.dumps(value, ensure_ascii=False)[:60]}") from None


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= LARGEST:
        raise TypeError
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _steps(value: Any) -> tuple[int, ...]:
    if not isinstance(value, (list, tuple)):
        raise TypeError
    return tuple(_whole(step) for step in value)


READ = {
    "valid_from": lambda value: date.fromisoformat(_text(value)),
    "name": _text,
    **dict.fromkeys(SHARE_COLUMNS, _whole),
    "threshold_minor": _whole,
    "cap_minor": _whole,
    "years": _whole,
    "taper": _steps,
    "loan_first": _truth,
    "recipient_scope": RecipientScope,
    "staffing_floor_exempt": _truth,
    "default_account": Account,
    "version_id": _whole,
}
"""How each value is read."""
