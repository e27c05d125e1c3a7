"""The scorecard's figures once more, in plain loops over rows: written apart, imports nothing of what it checks."""

from datetime import date
from math import isclose

Row = dict[str, object]
LAST_DAY = {1: (3, 31), 2: (6, 30), 3: (9, 30), 4: (12, 31)}


def position_of(rows: list[Row], unit: str, year: int, quarter: int) -> Row | None:
    """Find the row that ends a quarter; these towns have no period 13."""
    for row in rows:
        if row["unit_id"] == unit and row["fiscal_year"] == year and row["period"] == 3 * quarter:
            return row
    return None


def below(row: Row, kind: str) -> tuple[int, bool]:
    net, gross = abs(row[f"{kind}_minor"]), row[f"gross_{kind}_minor"]
    if gross is not None and 5 * net < abs(gross):  # under 20 %
        return abs(gross), True
    return net, False


def quotient(above: float | None, under: float | None) -> float | None:
    return None if above is None or not under else above / under


def deviation(row: Row | None, budget: str, used: str) -> float | None:
    if row is None or row[f"{budget}_minor"] is None or row[f"{used}_minor"] is None:
        return None
    return quotient(row[f"{budget}_minor"] - row[f"{used}_minor"], below(row, budget)[0])


def share_spent(row: Row | None) -> float | None:
    if row is None or row["revised_minor"] is None or row["actual_minor"] is None:
        return None
    if below(row, "revised")[1]:
        return quotient(row["gross_actual_minor"], row["gross_revised_minor"])
    return quotient(row["actual_minor"], row["revised_minor"])


def revision(row: Row | None, changes: list[Row], year: int, quarter: int) -> float | None:
    if row is None or row["original_minor"] is None:
        return None
    of_year = [change for change in changes if change["fiscal_year"] == year]
    if of_year:
        last = date(year, *LAST_DAY[quarter])
        changed = sum(abs(change["amount_minor"]) for change in of_year if change["decided_on"] <= last)
    elif row["revised_minor"] is None:
        return None
    else:
        changed = abs(row["revised_minor"] - row["original_minor"])
    return quotient(changed, below(row, "original")[0])


def score(row: Row | None, quarter: int, approved: int, budget: str) -> float | None:
    used = "actual" if quarter == 4 else "forecast"
    if row is None or row[f"{budget}_minor"] is None or row[f"{used}_minor"] is None:
        return None
    d = quotient(row[f"{budget}_minor"] - row[f"{used}_minor"] - approved, row[f"gross_{budget}_minor"])
    if d is None:
        return None
    return 100 * max(0.0, min(1.0, (0.05 - abs(d)) / (0.05 - 0.01)))


def bias(rows: list[Row], unit: str, year: int, quarter: int) -> float | None:
    errors = outturns = 0
    for past in range(year - 4, year + (quarter == 4)):
        end = position_of(rows, unit, past, 4)
        if end is None or end["actual_minor"] is None or not below(end, "actual")[0]:
            continue
        for number in (1, 2, 3):
            made = position_of(rows, unit, past, number)
            if made is not None and made["forecast_minor"] is not None:
                errors += made["forecast_minor"] - end["actual_minor"]
                outturns += below(end, "actual")[0]
    return quotient(errors, outturns)


def status_of(value: float | None, target: Row | None) -> str:
    if value is None:
        return "no_data"
    if target is None:
        return "no_target"
    kind = target["target_type"]
    inside = {}
    for name in ("desired", "accepted"):
        low = target[f"{name}_low"] if kind != "maximum" else None
        high = target[f"{name}_high"] if kind != "minimum" else None
        open_band = low is None and high is None
        inside[name] = None if open_band else (low is None or value >= low) and (high is None or value <= high)
    if inside["desired"] is None and inside["accepted"] is None:
        return "no_target"
    return "desired" if inside["desired"] else "accepted" if inside["accepted"] else "not_accepted"


def target_of(
    measure: str, unit: str | None, on: date, targets: list[Row], parents: dict[str, str | None]
) -> Row | None:
    while unit is not None:
        own = [
            row for row in targets if row["measure"] == measure and row["unit_id"] == unit and row["valid_from"] <= on
        ]
        own.sort(key=lambda row: row["valid_from"])
        if own and own[-1]["target_type"] is not None:
            return own[-1]
        unit = parents[unit]
    return None


def same(left: float | None, right: float | None) -> bool:
    if left is None or right is None:
        return left is right
    return isclose(left, right, rel_tol=1e-9, abs_tol=1e-12)
