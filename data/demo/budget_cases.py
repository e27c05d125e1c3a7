"""The cases that changed Fjellvik's budgets within each year: who decided what, and where the money came from.

Every case is balanced: what units get, the central items give (or the other way round).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from data.demo.organisation import CENTRAL
from data.demo.services import RESERVE, THOUSAND_KRONER, function_in
from data.vocabulary import AuthorityKind

SNAPSHOT_PERIODS = (1, 3, 6, 9, 12)
"""Months at whose end the revised budget is delivered; 12 only for closed years."""


@dataclass(frozen=True)
class Move:
    """Money to a unit's function and art, in thousand kroner: + raises cost or lowers income."""

    unit_id: str
    function_code: str
    account_code: str
    thousand: int


@dataclass(frozen=True)
class BudgetCase:
    """A decided change of the budget. What does not balance among the moves is met by `source` at the central items."""

    year: int
    decided_on: date
    authority: AuthorityKind
    reference: str
    reason: str
    moves: tuple[Move, ...]
    source: tuple[str, str] = RESERVE


@dataclass(frozen=True)
class CellChange:
    """One line of a case: a change of one cell of the budget, in øre."""

    case: BudgetCase
    unit_id: str
    function_code: str
    account_code: str
    amount_minor: int


GRANT = ("840", "800")
COUNCIL, COMMITTEE = AuthorityKind.COUNCIL, AuthorityKind.EXECUTIVE_COMMITTEE
DIRECTOR, STATE = AuthorityKind.DIRECTOR, AuthorityKind.STATE


def _yearly(year: int, numbers: tuple[int, int, int, int], scale: float) -> tuple[BudgetCase, ...]:
    """Return the four cases that come back each year: carry-over, spring and autumn report, settlement of pay."""
    carried, spring, state, autumn = (f"sak {number}/{year % 100}" for number in numbers)
    pay = tuple(
        Move(unit, function, "010", round(thousand * scale))
        for unit, function, thousand in (
            ("310", "253", 420),
            ("320", "253", 260),
            ("330", "258", 410),
            ("340", "257", 430),
            ("240", "202", 190),
            ("250", "202", 280),
            ("130", "120", 110),
        )
    )
    return (
        BudgetCase(
            year, date(year, 3, 12), DIRECTOR, carried, "Overføring av ubrukte øremerkede midler fra året før",
            (Move("430", "231", "120", round(160 * scale)), Move("540", "301", "240", round(220 * scale))),
        ),
        BudgetCase(year, date(year, 6, 17), COUNCIL, spring, "Lønnsoppgjøret og første tertialrapport", pay),
        BudgetCase(
            year, date(year, 6, 26), STATE, state, "Endret rammetilskudd i revidert nasjonalbudsjett",
            (Move("260", "244", "300", round(450 * scale)), Move("370", "281", "470", round(600 * scale))), GRANT,
        ),
        BudgetCase(
            year, date(year, 9, 24), COUNCIL, autumn, "Endringer i andre tertialrapport",
            (Move("520", "222", "180", round(380 * scale)), Move("350", "241", "370", round(-200 * scale))),
        ),
    )  # fmt: skip


def _business(
    year: int,
    decided_on: date,
    authority: AuthorityKind,
    number: int,
    thousand: int,
    why: str,
) -> BudgetCase:
    move = Move("440", "325", "470", thousand)
    return BudgetCase(year, decided_on, authority, f"sak {number}/{year % 100}", why, (move,))


BUDGET_CASES: tuple[BudgetCase, ...] = (
    *_yearly(2023, (18, 52, 55, 81), 0.9),
    *_yearly(2024, (15, 49, 53, 77), 1.0),
    *_yearly(2025, (21, 58, 60, 88), 1.1),
    *_yearly(2026, (19, 57, 61, 83), 1.0),
    BudgetCase(
        2025, date(2025, 11, 20), COUNCIL, "sak 104/25", "Opprydding etter ekstremvær i oktober",
        (Move("510", "332", "230", 1200), Move("530", "339", "040", 300)),
    ),
    BudgetCase(
        2025, date(2025, 3, 27), COUNCIL, "sak 36/25", "Gevinst av energisparing omdisponert til lærere",
        (Move("520", "222", "180", -600), Move("250", "202", "010", 600)),
    ),
    BudgetCase(
        2025, date(2025, 6, 17), COUNCIL, "sak 59/25", "Gevinst av ny telefoniløsning omdisponert til vedlikehold",
        (Move("130", "120", "240", -350), Move("520", "222", "230", 350)),
    ),
    BudgetCase(
        2026, date(2026, 6, 17), COUNCIL, "sak 62/26", "Gevinst av familieråd omdisponert til ungdomsarbeid",
        (Move("260", "252", "300", -400), Move("430", "231", "010", 400)),
    ),
    BudgetCase(
        2026, date(2026, 6, 17), COUNCIL, "sak 63/26", "Gevinst av behovsstyrt renhold omdisponert til norskopplæring",
        (Move("520", "130", "010", -300), Move("270", "213", "010", 300)),
    ),
    _business(2025, date(2025, 5, 14), COMMITTEE, 33, 500, "Tilskudd til omstilling av hjørnesteinsbedrift"),
    _business(2026, date(2026, 2, 11), COMMITTEE, 9, 1200, "Tilskudd til næringshage"),
    _business(2026, date(2026, 4, 23), COUNCIL, 43, 900, "Kommunal andel av fergeprosjekt"),
    _business(2026, date(2026, 6, 17), COUNCIL, 58, -700, "Fergeprosjektet utsatt, midler trukket inn"),
    _business(2026, date(2026, 9, 9), COMMITTEE, 71, 600, "Forprosjekt for fornybar energi"),
)  # fmt: skip
"""All cases, in no special order; references are made up."""


def cell_changes(year: int) -> Iterator[CellChange]:
    """Yield the changes of a year's cells in order of date, with the balancing central line of each case."""
    for case in sorted(
        (case for case in BUDGET_CASES if case.year == year),
        key=lambda case: case.decided_on,
    ):
        for move in case.moves:
            function = function_in(move.function_code, year)
            yield CellChange(
                case,
                move.unit_id,
                function,
                move.account_code,
                move.thousand * THOUSAND_KRONER,
            )
        rest = -sum(move.thousand for move in case.moves) * THOUSAND_KRONER
        if rest:
            yield CellChange(case, CENTRAL, *case.source, rest)
