"""Where on the reinvestment page somebody is: its own parameters of the address, checked before anything reads them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from dashboard.asked import IDENTITY, matching

PARAMETERS = ("view", "lot", "transaction", "rule")
_WORD = re.compile(r"[a-z_]{1,20}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class ReinvestPlace:
    """What of reinvestment is looked at: a view (none: the overview), one saving, or one transaction of the ledger.

    `rule` is the first day of the version of the rules that another is compared with.
    """

    view: str | None = None
    lot: str | None = None
    transaction: str | None = None
    rule: str | None = None

    def parameters(self) -> dict[str, str]:
        """Return the place as the address writes it; what is not looked at is left out."""
        said = {"view": self.view, "lot": self.lot, "transaction": self.transaction, "rule": self.rule}
        return {name: value for name, value in said.items() if value}


def place(asked: Mapping[str, str]) -> ReinvestPlace:
    """Return the place that an address asks for; what nobody can have written is left out."""
    return ReinvestPlace(
        view=matching(_WORD, asked.get("view")),
        lot=matching(IDENTITY, asked.get("lot")),
        transaction=matching(IDENTITY, asked.get("transaction")),
        rule=matching(_DAY, asked.get("rule")),
    )


def here() -> ReinvestPlace:
    """Return the place that the address of this run asks for."""
    return place(st.query_params.to_dict())
