"""Everything that the reinvestment page and the scorecard's line about it are made from."""

from dataclasses import dataclass, field

import pandas as pd

from metrics import reinvestment_columns as columns
from metrics.tables import table


@dataclass(frozen=True)
class ReinvestmentTables:
    """The reinvestment ledger of a municipality as it stands; `metrics/load.py` fetches it, a test writes it by hand.

    Attributes:
        rules: RULES, adopted versions and drafts.
        savings: SAVINGS: how each saving was worked out; a row a proposal, loss or reversal.
        transactions: TRANSACTIONS with the state that each has come to; `reason` is missing where texts are not for the
            principal.
        postings: POSTINGS, whatever their state; amounts of one transaction sum to 0.
        changes: POSTING_CHANGES: the budget changes that carry out postings.
        agreements: AGREEMENTS.
        loans: LOANS of the innovation fund.
        instalments: INSTALMENTS of those.
        closings: CLOSINGS: the years of units that are closed.
        sources: SOURCES: which savings were paid for by which older ones.
    """

    rules: pd.DataFrame = field(default_factory=lambda: table(columns.RULES))
    savings: pd.DataFrame = field(default_factory=lambda: table(columns.SAVINGS))
    transactions: pd.DataFrame = field(default_factory=lambda: table(columns.TRANSACTIONS))
    postings: pd.DataFrame = field(default_factory=lambda: table(columns.POSTINGS))
    changes: pd.DataFrame = field(default_factory=lambda: table(columns.POSTING_CHANGES))
    agreements: pd.DataFrame = field(default_factory=lambda: table(columns.AGREEMENTS))
    loans: pd.DataFrame = field(default_factory=lambda: table(columns.LOANS))
    instalments: pd.DataFrame = field(default_factory=lambda: table(columns.INSTALMENTS))
    closings: pd.DataFrame = field(default_factory=lambda: table(columns.CLOSINGS))
    sources: pd.DataFrame = field(default_factory=lambda: table(columns.SOURCES))

    @property
    def empty(self) -> bool:
        """Whether nothing was ever proposed, lent or paid in."""
        return self.transactions.empty
