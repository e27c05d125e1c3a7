"""From what was planned to what was spent: the steps between a plan and money that is used again, in one price year.

Realised value is not money; money in own budgets is not yet given back; what is given back is not yet used.
"""

from dataclasses import dataclass

import pandas as pd

from data.benefit_vocabulary import BenefitType
from metrics.benefits_page import BenefitsPage
from metrics.reinvestment_money import priced, returned, spent
from metrics.reinvestment_scope import LookedAt
from metrics.results import Missing


@dataclass(frozen=True)
class Stage:
    """A step on the way.

    `amount_minor` is in the prices of the year looked at; `nominal_minor` in kroner of each year itself, which the
    ledger is kept in. None is missing, and `why` says why.
    """

    key: str
    amount_minor: int | None
    nominal_minor: int | None = None
    why: Missing | None = None


def stages(at: LookedAt, benefits: BenefitsPage | None) -> tuple[Stage, ...]:
    """Return the steps in their order.

    The first four are of benefits that can become money in own budgets, as the register tells them to date.

    Args:
        at: The ledger looked at.
        benefits: The register's page of the same unit and quarter; None where it has no benefit.
    """
    money = next((row.kroner for row in benefits.types if row.key == BenefitType.CASH), None) if benefits else None
    names = (("planned", "planned_why"), ("realised", "realised_why"), ("verified", "realised_why"))
    of_register = [
        Stage(name, _whole(getattr(money, name, None)), None, getattr(money, why, None)) for name, why in names
    ]
    cut = benefits.cut if benefits else None
    of_register.append(Stage("cut", _whole(cut.value if cut else None), None, cut.why if cut else None))
    of_ledger = [
        _of_ledger("returned", returned(at.ledger.postings), at),
        _of_ledger("spent", spent(at.ledger.postings), at),
    ]
    return (*of_register, *of_ledger)


def _of_ledger(key: str, rows: pd.DataFrame, at: LookedAt) -> Stage:
    amount, nominal = priced(rows, at), int(rows["amount_minor"].sum())
    return Stage(key, amount, nominal, Missing.NO_PRICE_GROWTH if amount is None else None)


def _whole(value: float | None) -> int | None:
    return None if value is None or pd.isna(value) else round(value)
