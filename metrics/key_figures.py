"""The financial key figures of a whole municipality: the year's result, the reserve and the debt."""

import pandas as pd

from data.vocabulary import AccountClass, AccountGroup, Dimension, Grain
from metrics.budget import REVIEWED, SINCE
from metrics.card import Better, Metric, Reference, Unit
from metrics.ratios import first_missing, ratio
from metrics.results import Missing
from metrics.tables import ACCOUNT_POSITIONS, require

OPERATING_REVENUE = (AccountGroup.INCOME, AccountGroup.SICK_PAY_REFUND, AccountGroup.UNKNOWN_INCOME)
OPERATING_EXPENDITURE = (
    AccountGroup.PAY,
    AccountGroup.SUBSTITUTES,
    AccountGroup.PURCHASES,
    AccountGroup.TRANSFERS,
    AccountGroup.DEPRECIATION,
    AccountGroup.UNKNOWN_COST,
)
EXTERNAL_FINANCE = (AccountGroup.FINANCE_COST, AccountGroup.FINANCE_INCOME)
_RESULT = (*OPERATING_REVENUE, *OPERATING_EXPENDITURE, *EXTERNAL_FINANCE, AccountGroup.DEPRECIATION_REVERSAL)


def net_operating_result(account_positions: pd.DataFrame) -> pd.DataFrame:
    """Return what is left of each municipality's year, as a share of its gross operating revenue.

    value = (gross operating result + net external finance + reversal of depreciation) / gross operating revenue,
    where gross operating result = gross operating revenue - gross operating expenditure (with depreciation), and net
    external finance = interest, instalments, dividends, gains and losses. Allocations, use of funds, what is passed on
    to investment, and capital are outside. Accounts without a known group count as operating expenditure or revenue.
    Without any account of revenue it is missing: expenditure alone is no deficit.

    Args:
        account_positions: ACCOUNT_POSITIONS of the root unit at a year's end; costs positive, income negative.

    Returns:
        Indexed by unit_id: numerator and denominator (minor units; + is a surplus), value (share), why.

    Source:
        Statistics Norway, explanation of terms: netto driftsresultat (KOSTRA).
    """
    groups = _sums(account_positions, {"result": _RESULT}).assign(revenue=_revenue(account_positions))
    why = first_missing(groups, {"result": Missing.NO_ACTUAL, "revenue": Missing.NO_INCOME})
    return ratio(-groups["result"], -groups["revenue"], why=why)


def disposable_fund_share(account_positions: pd.DataFrame) -> pd.DataFrame:
    """Return how large the free reserve is against a year's gross operating revenue.

    value = disposable fund at the year's end / gross operating revenue.

    Args:
        account_positions: ACCOUNT_POSITIONS of the root unit at a year's end, classes operations and balance; in the
            balance, equity and debt are negative.

    Returns:
        Indexed by unit_id: numerator and denominator (minor units), value (share), why. NaN without a balance: the
        accounts of operations do not hold it.

    Source:
        Statistics Norway, KOSTRA: disposisjonsfond in per cent of gross operating revenue.
    """
    return _of_balance(account_positions, AccountGroup.DISPOSABLE_FUND)


def debt_share(account_positions: pd.DataFrame) -> pd.DataFrame:
    """Return how large the long-term debt without pension liabilities is against a year's gross operating revenue.

    Args and Returns as `disposable_fund_share`; 1.05 is debt of 105 % of a year's revenue.

    Source:
        Statistics Norway, KOSTRA: long-term debt (chapters 41-43 and 45-47) in per cent of gross operating revenue.
    """
    return _of_balance(account_positions, AccountGroup.LONG_TERM_DEBT)


def _of_balance(account_positions: pd.DataFrame, group: AccountGroup) -> pd.DataFrame:
    revenue = _revenue(account_positions)
    held = _sums(account_positions, {"held": (group,)}, AccountClass.BALANCE)["held"]
    rows = pd.DataFrame({"held": held, "revenue": revenue})
    why = first_missing(rows, {"held": Missing.NO_BALANCE, "revenue": Missing.NO_INCOME})
    return ratio(-held, -revenue, why=why)


def _revenue(account_positions: pd.DataFrame) -> pd.Series:
    """Return, by unit, operating revenue; missing too where no account of revenue is loaded: it is not 0 then."""
    revenue = _sums(account_positions, {"revenue": OPERATING_REVENUE})["revenue"]
    loaded = account_positions[
        account_positions["account_group"].isin(OPERATING_REVENUE)
        & (account_positions["account_class"] == AccountClass.OPERATIONS)
    ]
    return revenue.where(revenue.index.isin(loaded["unit_id"]))


def _sums(
    account_positions: pd.DataFrame,
    wanted: dict[str, tuple[AccountGroup, ...]],
    account_class: AccountClass = AccountClass.OPERATIONS,
) -> pd.DataFrame:
    """Return, by unit of the table, sums of actuals over groups.

    Missing where one of its amounts is, or where the unit has nothing of the class; a group without a row is 0.
    """
    require(account_positions, ACCOUNT_POSITIONS)
    units = pd.Index(account_positions["unit_id"].unique(), name="unit_id")
    columns = ["unit_id", "account_class", "account_group", "actual_minor"]
    held: dict[str, list[tuple[str, int]]] = {unit: [] for unit in units}
    for unit, of_class, group, amount in account_positions[columns].itertuples(index=False, name=None):
        if of_class == account_class:
            held[unit].append((group, amount))
    sums = {name: [_sum(rows, groups) for rows in held.values()] for name, groups in wanted.items()}
    return pd.DataFrame({name: pd.Series(cells, index=units, dtype="Int64") for name, cells in sums.items()})


def _sum(rows: list[tuple[str, int]], groups: tuple[AccountGroup, ...]) -> int | None:
    amounts = [amount for group, amount in rows if group in groups]
    return None if not rows or any(pd.isna(amount) for amount in amounts) else sum(amounts)


NET_OPERATING_RESULT = Metric(
    key="net_operating_result",
    dimension=Dimension.BUDGET,
    unit=Unit.SHARE,
    better=Better.HIGHER,
    grain=Grain.YEAR,
    needs=(ACCOUNT_POSITIONS,),
    compute=net_operating_result,
    source="Statistics Norway (KOSTRA): netto driftsresultat i prosent av brutto driftsinntekter",
    owner="controller",
    reviewed=REVIEWED,
    since=SINCE,
    parameters=("net_operating_result_norm",),
    reference=Reference(
        0.0175, 2017, "municipalities", "recommendation of Teknisk beregningsutvalg, Menon-publikasjon 74/2017"
    ),
)

DISPOSABLE_FUND_SHARE = Metric(
    key="disposable_fund_share",
    dimension=Dimension.BUDGET,
    unit=Unit.SHARE,
    better=Better.HIGHER,
    grain=Grain.YEAR,
    needs=(ACCOUNT_POSITIONS,),
    compute=disposable_fund_share,
    source="Statistics Norway (KOSTRA): disposisjonsfond i prosent av brutto driftsinntekter",
    owner="controller",
    reviewed=REVIEWED,
    since=SINCE,
)

DEBT_SHARE = Metric(
    key="debt_share",
    dimension=Dimension.BUDGET,
    unit=Unit.SHARE,
    better=Better.LOWER,
    grain=Grain.YEAR,
    needs=(ACCOUNT_POSITIONS,),
    compute=debt_share,
    source="Statistics Norway (KOSTRA): langsiktig gjeld uten pensjon i prosent av brutto driftsinntekter",
    owner="controller",
    reviewed=REVIEWED,
    since=SINCE,
)
