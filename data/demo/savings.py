"""What Fjellvik's council resolved about verified savings, and how each saving was shared: all of it made up.

Amounts are thousand kroner. How a saving is shared follows from the rule; a test works each out anew by it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from data.demo.organisation import CENTRAL
from data.money_vocabulary import Account

PERCENT = 10_000
"""A per cent in millionths."""
CUT, UNIT, FUND, INNOVATION = (
    Account.KEPT_AS_CUT,
    Account.INITIATOR,
    Account.COMMON_FUND,
    Account.INNOVATION_FUND,
)


@dataclass(frozen=True)
class DemoRule:
    """A version of the rules; shares in per cent: kept as cut, to who began, to bearers, to the common fund."""

    valid_from: date
    name: str
    shares: tuple[int, int, int, int]
    threshold: int
    cap: int | None
    taper: tuple[int, ...]
    resolution: str | None = None
    resolved_on: date | None = None


RULES = (
    DemoRule(date(2025, 1, 1), "Regel for reinvestering 2025", (20, 40, 10, 30), 25, 300, (100, 100, 50),
             "sak 96/24 (oppdiktet vedtak)", date(2024, 12, 12)),
    DemoRule(date(2027, 1, 1), "Utkast: mer til enheten som begynte", (10, 50, 10, 30), 20, 400, (100, 75, 50)),
)  # fmt: skip
"""The first was adopted in December 2024; the second is a draft that nobody has adopted."""


@dataclass(frozen=True)
class Raised:
    """A budget that a resolution raised to carry out a share. The unit uses the fund for it, so its net stands."""

    reference: str
    decided_on: date
    unit_id: str
    thousand: int
    reason: str


RAISED = (
    Raised("sak 7/25", date(2025, 2, 13), CENTRAL, 400, "Innovasjonsfond opprettet"),
    Raised("sak 7/25", date(2025, 2, 13), "520", 120, "Lån fra innovasjonsfondet til energistyring"),
    Raised("sak 89/25", date(2025, 9, 24), "520", 41, "Reinvestering av verifisert gevinst"),
    Raised("sak 89/25", date(2025, 9, 24), CENTRAL, 71, "Reinvestering av verifisert gevinst"),
    Raised("sak 105/25", date(2025, 11, 20), "520", 53, "Reinvestering av verifisert gevinst"),
    Raised("sak 105/25", date(2025, 11, 20), CENTRAL, 53, "Reinvestering av verifisert gevinst"),
    Raised("sak 14/26", date(2026, 2, 26), "520", 53, "Reinvestering av verifisert gevinst"),
    Raised("sak 14/26", date(2026, 2, 26), "350", 80, "Reinvestering av verifisert gevinst"),
    Raised("sak 14/26", date(2026, 2, 26), CENTRAL, 133, "Reinvestering av verifisert gevinst"),
    Raised("sak 14/26", date(2026, 2, 26), "280", 60, "Kompensasjon for felles vikarpool"),
    Raised("sak 84/26", date(2026, 9, 24), CENTRAL, 19, "Reinvestering av verifisert gevinst"),
    Raised("sak 84/26", date(2026, 9, 24), "130", 15, "Bevilgning for verifisert kvalitet"),
)


@dataclass(frozen=True)
class DemoSaving:
    """A verified saving as it was shared: what it cost to run, the cut that was left to take it of, and its parts.

    `due` is what the unit owed the innovation fund when it was proposed, `had` what who began had of it before.
    """

    benefit_id: str
    year: int
    period: int
    cost: float
    cut_left: float
    parts: Mapping[Account, float] = field(default_factory=dict)
    due: float = 0
    had: float = 0

    @property
    def given(self) -> float:
        """What is shared in all."""
        return sum(self.parts.values())


# 150 - 17.5 = 132.5; the instalment of 30 first, and with no bearer to compensate the rest is shared 20, 40 and 40 %
ENERGY_SPRING = DemoSaving("EN-01-a", 2025, 6, 17.5, 600, {CUT: 20.5, UNIT: 41, FUND: 41, INNOVATION: 30}, due=30)
ENERGY_SUMMER = DemoSaving("EN-01-a", 2025, 9, 17.5, 467.5, {CUT: 26.5, UNIT: 53, FUND: 53}, had=41)
ENERGY_AUTUMN = DemoSaving("EN-01-a", 2025, 12, 17.5, 335, {CUT: 26.5, UNIT: 53, FUND: 53}, had=94)
EMERGENCY_CARE = DemoSaving("KV-01-a", 2025, 12, 20, 220, {CUT: 40, UNIT: 80, FUND: 80})
# 26 - 7 = 19, below the threshold of 25: all of it to the common fund
CLEANING_JULY = DemoSaving("RH-01-b", 2026, 7, 7, 300, {FUND: 19})
CLEANING_AUGUST = DemoSaving("RH-01-b", 2026, 8, 7, 281, {FUND: 19})
CLEANING_SEPTEMBER = DemoSaving("RH-01-b", 2026, 9, 7, 262, {FUND: 19})
TELEPHONY_UNCOSTED = DemoSaving("TL-01-a", 2025, 12, 0, 350, {CUT: 70, UNIT: 140, FUND: 140})
TELEPHONY = DemoSaving("TL-01-a", 2025, 12, 30, 350, {CUT: 64, UNIT: 128, FUND: 128})
# verified anew at 120: 102.5, and 72.5 after the instalment
ENERGY_REVISED = DemoSaving("EN-01-a", 2025, 6, 17.5, 600, {CUT: 14.5, UNIT: 29, FUND: 29, INNOVATION: 30}, due=30)
REVISED_TO = 120
REVISED_NOTE = "Strømregningen for april til juni er rettet av leverandøren."

LOAN, LENT, LENT_TO, LENT_FOR = "LF-2025-1", 120, "520", "EN-01"
INSTALMENTS = {date(2025, 8, 31): 30, date(2026, 2, 28): 30, date(2026, 8, 31): 30, date(2027, 2, 28): 30}
"""Of the loan; the third has fallen due and is not paid."""
AGREEMENT, AGREED = "SK-2025-1", 120
