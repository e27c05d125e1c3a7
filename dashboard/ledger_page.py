"""A page of the ledger lines behind a figure: of a unit, a function group and an account group."""

from dataclasses import dataclass

import pandas as pd

from data.access import Principal
from data.importers.groups import NO_GROUP
from data.periods import CLOSING_PERIOD, Quarter
from data.queries import codes, positions, scope
from data.queries.ledger import PAGE, LineFilter, Place, ledger_lines
from data.vocabulary import AccountClass, AccountGroup, Kind

UNKNOWN = {AccountGroup.UNKNOWN_COST: False, AccountGroup.UNKNOWN_INCOME: True}


@dataclass(frozen=True)
class Selection:
    """Which lines: under a unit at the end of a quarter, of a kind, of one function group and one account group."""

    municipality_id: str
    unit_id: str
    quarter: Quarter
    kind: Kind
    function_group: str
    account_group: str


@dataclass(frozen=True)
class LedgerPage:
    """Lines with the names of their codes, and the places the pages before and after them start from.

    Attributes:
        lines: unit_name, function_code, function_name, account_code, account_name, period, project, amount_minor, text,
            file_name; whole minor units, costs positive.
        first: Where the first line stands, if there are lines ahead of it.
        last: Where the last line stands, if there are lines after it.
    """

    lines: pd.DataFrame
    first: Place | None
    last: Place | None


def kinds(principal: Principal, municipality_id: str, quarter: Quarter) -> list[Kind]:
    """Return the kinds of amounts that are loaded for the year up to the quarter, in the order of the list."""
    found = _loaded(principal, municipality_id, quarter)
    return [kind for kind in Kind if kind in set(found["kind"])]


def ledger_page(
    principal: Principal,
    chosen: Selection,
    after: Place | None = None,
    before: Place | None = None,
    size: int = PAGE,
) -> LedgerPage:
    """Return a page of lines after a place, or just ahead of one; from the start without either."""
    loaded = _loaded(principal, chosen.municipality_id, chosen.quarter)
    periods = loaded.loc[(loaded["kind"] == chosen.kind).to_numpy(dtype=bool), "period"]
    wanted = _filter(principal, chosen, int(periods.max()) if len(periods) else 0)
    found = ledger_lines(principal, chosen.municipality_id, wanted, after, size + 1, before)
    more = len(found) > size
    shown = (found.iloc[1:] if before else found.iloc[:-1]) if more else found
    shown = shown.reset_index(drop=True)
    return LedgerPage(
        lines=_named(principal, chosen, shown),
        first=_place(shown, 0) if (more if before else after is not None) else None,
        last=_place(shown, -1) if (more or before) else None,
    )


def _loaded(principal: Principal, municipality_id: str, quarter: Quarter) -> pd.DataFrame:
    loaded = positions.loaded_periods(principal, municipality_id, (quarter.year,))
    last = CLOSING_PERIOD if quarter.number == 4 else quarter.last_period
    kept = (loaded["period"] <= last) & (loaded["account_class"] == AccountClass.OPERATIONS)
    return loaded[kept.to_numpy(dtype=bool)]


def _accounts(principal: Principal, municipality_id: str, year: int) -> pd.DataFrame:
    """Return the accounts of operations, which is all that the page tells of."""
    accounts = codes.accounts(principal, municipality_id, year)
    return accounts[(accounts["account_class"] == AccountClass.OPERATIONS).to_numpy(dtype=bool)]


def _filter(principal: Principal, chosen: Selection, last_period: int) -> LineFilter:
    year = chosen.quarter.year
    functions = codes.functions(principal, chosen.municipality_id, year)
    accounts = _accounts(principal, chosen.municipality_id, year)
    no_function = chosen.function_group == NO_GROUP
    unknown = UNKNOWN.get(AccountGroup(chosen.account_group))
    of_group = functions["function_group"].fillna(NO_GROUP) == chosen.function_group
    of_account = accounts["account_group"] == chosen.account_group
    return LineFilter(
        fiscal_year=year,
        last_period=last_period,
        unit_ids=scope.subtree(principal, chosen.municipality_id, chosen.unit_id, chosen.quarter.last_day),
        kind=chosen.kind,
        function_codes=None if no_function else set(functions.loc[of_group, "function_code"]),
        account_codes=None if unknown is not None else set(accounts.loc[of_account, "account_code"]),
        other_functions=set(functions.loc[~of_group, "function_code"]) if no_function else None,
        other_accounts=set(accounts["account_code"]) if unknown is not None else None,
        unknown_income=unknown,
    )


def _named(principal: Principal, chosen: Selection, lines: pd.DataFrame) -> pd.DataFrame:
    year = chosen.quarter.year
    units = scope.units(principal, chosen.municipality_id, chosen.quarter.last_day)
    functions = codes.functions(principal, chosen.municipality_id, year)
    accounts = _accounts(principal, chosen.municipality_id, year)
    return lines.assign(
        unit_name=_looked_up(lines["unit_id"], units, "unit_id"),
        function_name=_looked_up(lines["function_code"], functions, "function_code"),
        account_name=_looked_up(lines["account_code"], accounts, "account_code"),
    )


def _looked_up(keys: "pd.Series[str]", names: pd.DataFrame, by: str) -> list[str]:
    known = dict(zip(names[by], names["name"], strict=True))
    return [known.get(key, "") for key in keys]


def _place(lines: pd.DataFrame, row: int) -> Place | None:
    if lines.empty:
        return None
    line = lines.iloc[row]
    keys = ("unit_id", "function_code", "account_code", "batch_id")
    unit, function, account, batch = (str(line[key]) for key in keys)
    return unit, function, account, batch, int(line["line_number"])
