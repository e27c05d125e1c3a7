"""Madrid's files of 2022 read and summed with the standard library alone: what our figures are held against.

Nothing of ours is imported here, so that a mistake of ours cannot stand on both sides of a comparison.
"""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

MONTHS = (3, 6, 9, 12)
COLUMNS = {"original": "CRED_INICIAL", "revised": "C_DEFINITIVO", "actual": "OBL_RECONOC"}
# rows, and in euro original, revised and actual, as the table that came with the files has them
PUBLISHED = {
    3: (7156, "6161081568.00", "6204383340.14", "1007169550.49"),
    6: (7658, "6161081568.00", "6549302599.18", "2399030261.25"),
    9: (7819, "6161081568.00", "6559648565.03", "3750055659.08"),
    12: (7959, "6161081568.00", "6637867635.85", "6077569338.44"),
}
Row = dict[str, str]
Sums = dict[str, Counter[str]]


def spending_rows(folder: Path, month: int) -> list[Row]:
    """The rows of the file with the year to date at the end of a month."""
    path = folder / "madrid" / f"madrid_2022_ejecucion_gastos_{month:02}M.csv"
    with path.open(encoding="latin-1", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def indicator_rows(folder: Path) -> list[Row]:
    """The rows of the file with indicators."""
    with (folder / "madrid" / "madrid_2022_indicadores.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def cents(euro: str) -> int:
    """An amount such as 97385,64 in whole cents; anything finer, or with a point, is an error."""
    if "." in euro:
        raise ValueError(euro)
    amount = Decimal(euro.replace(",", ".")) * 100
    if amount != amount.to_integral_value():
        raise ValueError(euro)
    return int(amount)


def centre(row: Row) -> str:
    return row["Centro"] + row["Seccion"]


def by_centre(rows: list[Row]) -> Sums:
    """For each centre the cents of each kind."""
    sums: Sums = {}
    for row in rows:
        found = sums.setdefault(centre(row), Counter())
        for kind, column in COLUMNS.items():
            found[kind] += cents(row[column])
    return sums


def whole(sums: Sums) -> Counter[str]:
    """All centres together."""
    total: Counter[str] = Counter()
    for one in sums.values():
        for kind, amount in one.items():
            total[kind] += amount
    return total


def published(month: int) -> dict[str, int]:
    """The published totals of a month's file in cents."""
    _, original, revised, actual = PUBLISHED[month]
    euro = {"original": original, "revised": revised, "actual": actual}
    return {kind: cents(amount.replace(".", ",")) for kind, amount in euro.items()}
