"""The fields of the form of a rule: shares, amounts, years, and a taper that is typed as shares one after another."""

from dataclasses import dataclass
from typing import Any

from dashboard.register_fields import Field, Holds, words_of
from dashboard.sentences import Voice
from dashboard.typed import Hand
from data.importers.problems import Problem
from data.money_vocabulary import SHARED, RecipientScope
from metrics.rule_faults import SHARE_COLUMNS

BETWEEN = ";"
"""Stands between the steps of a taper: a comma is part of a number."""
LONGEST_NAME = 80


@dataclass(frozen=True)
class TaperField(Field):
    """Shares of years 1, 2, ... on one line, such as «100 %; 66 %; 33 %»."""

    def typed(self, hand: Hand, value: Any) -> str:
        """Return the shares as they stand in the field."""
        return f"{BETWEEN} ".join(hand.of_share(step) for step in value or ())

    def meant(self, hand: Hand, typed: Any) -> Any:
        """Return the shares in millionths, or the problem of the first that cannot be read."""
        place = Problem("", column=self.name)
        parts = [part for part in str(typed or "").split(BETWEEN) if part.strip()]
        read = [hand.share(part, place) for part in parts]
        wrong = next((one for one in read if isinstance(one, Problem)), None)
        return wrong or tuple(read)


@dataclass(frozen=True)
class DayField(Field):
    """A day that must be told."""

    def meant(self, hand: Hand, typed: Any) -> Any:
        """Return the day, or that it is missing."""
        del hand
        return typed or Problem("no_day", column=self.name)


def fields(voice: Voice, *, new: bool) -> list[tuple[str, list[Field]]]:
    """Return the groups of a rule's fields; the first day of a stored draft is what it is known by, and stays."""
    day: list[Field] = [DayField("valid_from", Holds.DAY)] if new else []
    return [
        ("", [Field("name", optional=False, longest=LONGEST_NAME), *day]),
        ("rule_shares", [Field(column, Holds.SHARE, optional=False) for column in SHARE_COLUMNS]),
        ("rule_initiator", _initiator(voice)),
        (
            "rule_small",
            [
                Field("threshold_minor", Holds.AMOUNT, optional=False),
                Field("default_account", Holds.ONE, words_of(voice.language, "account", SHARED), optional=False),
            ],
        ),
        ("rule_else", [Field("loan_first", Holds.TICK), Field("staffing_floor_exempt", Holds.TICK)]),
    ]


def _initiator(voice: Voice) -> list[Field]:
    scopes = words_of(voice.language, "recipient_scope", list(RecipientScope))
    return [
        Field("years", Holds.WHOLE, optional=False),
        TaperField("taper", longest=400),
        Field("cap_minor", Holds.AMOUNT),
        Field("recipient_scope", Holds.ONE, scopes, optional=False),
    ]
