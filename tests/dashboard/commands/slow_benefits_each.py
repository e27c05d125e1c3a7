"""Comparison groups, and costs by price and volume, once more in plain loops over the stored rows."""

from fractions import Fraction

from tests.dashboard.commands.slow_register import Row, SlowRegister
from tests.metrics.slow_value_oracle import half_away_from_zero

COMPARED = ("comparison_group", "randomised")


def each(register: SlowRegister, initiative: str) -> Row:
    own = [key for key, row in register.benefits.items() if row["initiative_id"] == initiative]
    costed = [one for one in own if register.benefits[one]["unit_cost_before_minor"] is not None]
    return {
        "comparison_groups": {
            one: [compared(register.benefits[one], row) for row in measured(register, one)]
            for one in own
            if register.benefits[one]["counterfactual"] in COMPARED
        },
        "price_and_volume": {one: [adjusted(register, one, row) for row in measured(register, one)] for one in costed},
    }


def measured(register: SlowRegister, benefit: str) -> list[Row]:
    due = [row for row in register.measurements if row["benefit_id"] == benefit and register.due(row)]
    return sorted(due, key=lambda row: (row["fiscal_year"], row["period"], row["beneficiary_id"]))


def compared(benefit: Row, row: Row) -> Row:
    values = (benefit["baseline_value"], row["value_after"], benefit["compared_before"], row["compared_after"])
    value = None
    if None not in values:
        before, after, others_before, others_after = (Fraction(str(one)) for one in values)
        value = float((after - before) - (others_after - others_before))
    return {"fiscal_year": row["fiscal_year"], "period": row["period"], "value": value}


def adjusted(register: SlowRegister, key: str, row: Row) -> Row:
    benefit, year = register.benefits[key], row["fiscal_year"]
    factor = register.factor(benefit["baseline_on"].year, year)
    fixed, unit = benefit["fixed_cost_before_minor"] or 0, benefit["unit_cost_before_minor"]
    told = (benefit["volume_before"], row["volume_after"], row["cost_after_minor"], factor)
    if None in told:
        names = ("total_minor", "price_minor", "volume_minor", "realised_minor")
        return {"fiscal_year": year, "period": row["period"], **dict.fromkeys(names)}
    before = fixed + unit * Fraction(str(benefit["volume_before"]))
    old_way = (fixed + unit * Fraction(str(row["volume_after"]))) * factor
    total = half_away_from_zero(before) - row["cost_after_minor"]
    price = half_away_from_zero(before) - half_away_from_zero(before * factor)
    realised = half_away_from_zero(old_way) - row["cost_after_minor"]
    return {
        "fiscal_year": year,
        "period": row["period"],
        "total_minor": total,
        "price_minor": price,
        "volume_minor": total - price - realised,
        "realised_minor": realised,
    }
