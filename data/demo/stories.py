"""What happens in Fjellvik: the deviations that the demo is there to show, as made-up facts.

| Story | Where | What the figures hold |
|---|---|---|
| a unit in trouble | 310 Solbakken sykehjem | since autumn 2025 substitutes run over and sick-pay refunds fail |
| approved overspend | 330 Hjemmetjenesten | 3.0 m kr of welfare technology in the second quarter of 2026, sak 41/26 |
| unexplained overspend | 340 Bofellesskap og avlastning | 1.2 m kr over by September 2026, nobody has said why |
| vacancies | 360 Psykisk helse og rus, 540 Plan, byggesak og landbruk | pay under budget, no commentary on 540 |
| December spike | 510 Vei, vann og avløp | maintenance held back January-November and bought in December, every year |
| expensive winter | 520 Eiendom og vedlikehold | electricity over budget in the first quarter of 2026 |
| extreme weather | 510 and 530 | paid in October 2025, before the council's sak 104/25 gave the money in November |
| masked by taxes | 900 Sentrale poster | tax income above budget in 2026 hides that the services overspend |

An effect is an amount that actuals hold beyond the budget of its month: + costs more (or brings in less), - costs less.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from data.demo.services import CLOSED_YEARS, THOUSAND_KRONER, function_in

TROUBLED, APPROVED, UNEXPLAINED, SPIKING, HIDING = "310", "330", "340", "510", "900"
LATE_UNIT = "420"

WELFARE_TECHNOLOGY_TEXT = "Velferdsteknologi, sak 41/26"


@dataclass(frozen=True)
class Effect:
    """An amount in øre that a month's actuals hold beyond budget; one line of the ledger when it has a text."""

    year: int
    month: int
    unit_id: str
    function_code: str
    account_code: str
    amount_minor: int
    text: str | None = None


_Months = dict[int, int]
"""Month: thousand kroner beyond budget."""


def _spread(months: range, thousand: int) -> _Months:
    return dict.fromkeys(months, thousand)


_LISTED: tuple[tuple[int, str, str, str, _Months, str | None], ...] = (
    (2025, "310", "253", "020", _spread(range(9, 13), 90), None),
    (2025, "310", "253", "710", _spread(range(9, 13), 40), None),
    (2026, "310", "253", "020", _spread(range(1, 10), 110), None),
    (2026, "310", "253", "040", _spread(range(1, 10), 30), None),
    (2026, "310", "253", "710", _spread(range(1, 10), 80), None),
    (2026, "330", "258", "200", {4: 1600, 5: 700, 6: 700}, WELFARE_TECHNOLOGY_TEXT),
    (2026, "340", "257", "020", _spread(range(4, 10), 80), None),
    (2026, "340", "257", "370", _spread(range(4, 10), 120), None),
    (2026, "360", "257", "010", _spread(range(1, 10), -90), None),
    (2025, "540", "301", "010", _spread(range(7, 13), -40), None),
    (2026, "540", "301", "010", _spread(range(1, 10), -60), None),
    (2026, "540", "302", "010", _spread(range(1, 10), -40), None),
    (2026, "520", "222", "180", {1: 500, 2: 400, 3: 200}, None),
    (2025, "510", "332", "230", {10: 900}, "Ekstremvær, opprydding"),
    (2025, "510", "332", "230", {11: -500, 12: -400}, None),
    (2025, "530", "339", "040", {10: 300}, "Ekstremvær, vakt"),
    (2025, "530", "339", "040", {11: -150, 12: -150}, None),
    (2026, "900", "800", "870", {3: -2100, 5: -1900, 9: -2200}, None),
    (2026, "900", "870", "500", {3: -300, 6: -300, 9: -300}, None),
    (2024, "370", "281", "470", {5: 150, 8: 250, 10: 300}, None),
)

_HELD_BACK = 90
"""Thousand kroner a month that road maintenance spends under budget until December."""


def effects(year: int) -> Iterator[Effect]:
    """Yield the effects of a year, each in its month."""
    for listed_year, unit, function, account, months, text in _LISTED:
        if listed_year != year:
            continue
        for month, thousand in months.items():
            amount = thousand * THOUSAND_KRONER
            yield Effect(year, month, unit, function_in(function, year), account, amount, text)
    for month in range(1, 13 if year in CLOSED_YEARS else 10):
        thousand = -_HELD_BACK if month < 12 else 11 * _HELD_BACK
        yield Effect(year, month, SPIKING, "332", "230", thousand * THOUSAND_KRONER)


STEERED: dict[str, tuple[int, int, int]] = {
    "310": (-10, -40, 30),
    "320": (180, 240, 230),
    "330": (-20, -30, -50),
    "340": (60, -40, -20),
    "350": (200, 210, 190),
    "360": (30, 40, 20),
    "370": (-60, 40, -30),
    "900": (60, -40, -20),
}
"""2026: thousand kroner that a unit is under (+) or over (-) budget in each quarter, apart from the effects above."""
