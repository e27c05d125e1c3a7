"""The templates that a municipality fills in: the header of each of our own profiles, and rows marked as examples.

The example rows are about a unit that no municipality has, so those left behind by mistake are refused.
"""

from collections.abc import Mapping

from data.importers.benefit_example import BENEFIT_EXAMPLES
from data.importers.outsider_example import OUTSIDER_EXAMPLES
from data.importers.profiles import profiles

_EXAMPLES: Mapping[str, tuple[Mapping[str, str], ...]] = {
    "benefits-csv": BENEFIT_EXAMPLES,
    "outsider-profile-csv": OUTSIDER_EXAMPLES,
    "ledger-csv": (
        {"kind": "original", "year": "2025", "unit": "EXAMPLE", "function": "202", "account": "010"},
        {"kind": "actual", "year": "2025", "period": "1", "unit": "EXAMPLE", "function": "202", "account": "010"},
        {"kind": "actual", "year": "2025", "period": "2", "unit": "EXAMPLE", "function": "202", "account": "010"},
    ),
    "indicators-csv": (
        {"unit": "EXAMPLE", "year": "2025", "period": "3", "numerator": "45", "denominator": "60", "people": "60"},
        {"unit": "EXAMPLE", "year": "2025", "period": "6", "value": "missing"},
    ),
    "units-csv": (
        {"unit": "EXAMPLE-SECTOR", "name": "EXAMPLE sector", "level": "sector"},
        {"unit": "EXAMPLE", "name": "EXAMPLE unit", "parent": "EXAMPLE-SECTOR", "level": "unit"},
    ),
    "budget-changes-csv": (
        {"decided_on": "2025-06-12", "authority": "council", "reference": "EXAMPLE 25/41", "amount": "1 500 000"},
        {"decided_on": "2025-09-02", "authority": "director", "reference": "EXAMPLE 25/77", "amount": "-200 000"},
    ),
    "adjustments-csv": (
        {"period": "6", "amount": "-350 000", "authority": "council", "reference": "EXAMPLE 25/52"},
        {"period": "9", "amount": "120 000", "authority": "state", "reference": "EXAMPLE circular"},
    ),
}

_FILLED: Mapping[str, Mapping[str, str]] = {
    "ledger-csv": {"amount": "1 234,50", "account_class": "operations", "text": "EXAMPLE, delete this row"},
    "indicators-csv": {
        "indicator": "EXAMPLE-1",
        "name": "EXAMPLE, delete this row",
        "dimension": "implementation",
        "unit_of_measure": "share",
        "grain": "quarter",
        "source": "EXAMPLE",
        "measures_volume": "no",
        "owner_role": "EXAMPLE role",
        "about_people": "yes",
        "target_type": "minimum",
        "desired_low": "0,8",
        "accepted_low": "0,6",
        "target_from": "2025-01-01",
        "target_reference": "EXAMPLE 24/118",
    },
    "benefits-csv": {},
    "outsider-profile-csv": {},
    "units-csv": {
        "valid_from": "2025-01-01",
        "sector": "EXAMPLE sector",
        "responsible_role": "EXAMPLE leader",
        "ends": "no",
    },
    "budget-changes-csv": {"year": "2025", "unit": "EXAMPLE", "reason": "EXAMPLE, delete this row"},
    "adjustments-csv": {"year": "2025", "unit": "EXAMPLE", "reason": "EXAMPLE, delete this row"},
}

_LEFT_OUT = frozenset({"function_name", "function_group", "function_group_name", "account_name", "account_group"})
"""Columns of a municipality with its own chart of accounts: they may be added, and are not in the plain template."""


def template_names() -> tuple[str, ...]:
    """Return the profiles that have a template."""
    return tuple(_EXAMPLES)


def template(name: str) -> str:
    """Return the template of a profile: its header and a few rows that say EXAMPLE.

    Raises:
        KeyError: the profile is an export of another system and has no template.
    """
    examples, filled = _EXAMPLES[name], _FILLED[name]
    headers = [headers[0] for field, headers in profiles()[name].columns.items() if field not in _LEFT_OUT]
    rows = [";".join({**filled, **example}.get(header, "") for header in headers) for example in examples]
    return "\n".join([";".join(headers), *rows]) + "\n"
