"""Profiles of costs as files: whole ones that are easy to count with."""

from data.money_vocabulary import WORKING_AGES

MORE = {("municipality", "service"): 30_000, ("state", "transfer"): 70_000}
"""Kroner that a person outside costs more a year, by level and kind."""
HEADER = "profile;valid_from;source;synthetic;age;level;kind;group;amount"


def profile_file(
    name: str = "Own", valid_from: str = "2026-01-01", source: str = "SSB 2025", synthetic: str = ""
) -> str:
    """Return a whole file: 1 000 a year for those not outside, MORE for those outside; taxes are -2 000 for both."""
    rows, facts = [HEADER], f"{name};{valid_from};{source};{synthetic}"
    for age in WORKING_AGES:
        for level in ("municipality", "county", "state"):
            for kind in ("service", "transfer", "tax"):
                for group in ("not_outside", "outside"):
                    more = MORE.get((level, kind), 0) if group == "outside" else 0
                    rows.append(f"{facts};{age};{level};{kind};{group};{-2_000 if kind == 'tax' else 1_000 + more}")
                    facts = ";;;"
    return "\n".join(rows) + "\n"
