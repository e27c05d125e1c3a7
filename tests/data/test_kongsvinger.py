"""Kongsvinger's accounts of 2019 in the database: the published totals in the ledger, the positions and the warnings.

Amounts are published in thousands of kroner and kept in øre.
"""

from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from dashboard.actions.import_file import Request, import_file
from dashboard.actions.prepare import initialise
from data.access import LOCAL_PRINCIPAL
from data.periods import Quarter
from data.queries.batches import batches
from data.queries.ledger import LineFilter, ledger_lines
from data.queries.positions import account_positions, cell_positions, unit_totals
from data.vocabulary import INCOME_GROUPS, AccountClass, Kind
from metrics.load import scorecard_tables
from metrics.scorecard import scorecard

pytestmark = pytest.mark.real

FILE = "kk_0A_V2019_K4_R040200_OK.dat"
THOUSAND = 1000 * 100  # kroner to a thousand, øre to a krone
ENDED_ARTS = "270 375 690 775 874 875 895 930 948 958".split()


@pytest.fixture(scope="module")
def content(real_folder: Path) -> bytes:
    return (real_folder / "kostra" / FILE).read_bytes()


@pytest.fixture(scope="module")
def records(content: bytes) -> list[tuple[str, str, str, str]]:
    """Class, function, art and the amount as written, cut out by hand: columns 32, 33-36, 37-39 and 40-48."""
    lines = content.decode("ascii").splitlines()
    return [(line[31], line[32:36].strip(), line[36:39], line[39:48].strip()) for line in lines]


@pytest.fixture(autouse=True)
def _stored(database: str, content: bytes) -> None:  # noqa: ARG001 - it must be there first
    initialise()
    assert import_file(LOCAL_PRINCIPAL, Request("kostra-0a", FILE, content, "0402", "Kongsvinger")).batch


def lines(account_class: AccountClass) -> pd.DataFrame:
    wanted = LineFilter(2019, 12, {"0402"}, Kind.ACTUAL, account_class)
    return ledger_lines(LOCAL_PRINCIPAL, "0402", wanted, limit=2000)


def amount(table: pd.DataFrame, kept: pd.Series) -> int:
    return int(table["amount_minor"][kept.to_numpy(dtype=bool)].sum())


def test_the_ledger_holds_every_record_with_its_amount(records: list[tuple[str, str, str, str]]) -> None:
    assert len(records) == 1644
    operations, investment = lines(AccountClass.OPERATIONS), lines(AccountClass.INVESTMENT)
    assert (len(operations), len(investment)) == (1500, 144)
    for number, table in (("1", operations), ("0", investment)):
        kept = table[["function_code", "account_code", "amount_minor"]].itertuples(index=False, name=None)
        wanted = [(function, art, int(text) * THOUSAND) for kind, function, art, text in records if kind == number]
        assert sorted(kept) == sorted(wanted)
    every = pd.concat([operations, investment])
    assert (every["function_code"].nunique(), every["account_code"].nunique()) == (75, 92)


def test_zero_amounts_are_kept_and_a_minus_before_zero_is_zero(records: list[tuple[str, str, str, str]]) -> None:
    nothing = [record for record in records if int(record[3]) == 0]
    negative = [record for record in nothing if record[3] == "-0"]
    assert (len(nothing), len(negative)) == (70, 7)
    every = pd.concat([lines(AccountClass.OPERATIONS), lines(AccountClass.INVESTMENT)])
    zeros = every[(every["amount_minor"] == 0).to_numpy(dtype=bool)]
    assert len(zeros) == 70
    kept = set(zeros[["function_code", "account_code"]].itertuples(index=False, name=None))
    assert {(function, art) for _, function, art, _ in negative} <= kept


def test_the_published_totals_from_the_lines() -> None:
    operations, investment = lines(AccountClass.OPERATIONS), lines(AccountClass.INVESTMENT)
    costs = operations["account_code"] < "600"
    assert amount(operations, costs) == 1_557_532 * THOUSAND
    assert amount(operations, ~costs) == -1_521_694 * THOUSAND
    assert 1_557_532 - 1_521_694 == 35_838
    assert amount(operations, operations["function_code"] == "254") == 241_089 * THOUSAND
    costs = investment["account_code"] < "600"
    assert amount(investment, costs) == 238_889 * THOUSAND
    assert amount(investment, ~costs) == -125_504 * THOUSAND
    assert 238_889 - 125_504 == 113_385


def by_class(table: pd.DataFrame) -> dict[str, int]:
    sums = table.groupby("account_class")["actual_minor"].sum()
    return {str(name): int(value) for name, value in sums.items()}


def test_the_published_totals_from_the_positions() -> None:
    told = (LOCAL_PRINCIPAL, "0402", {"0402"}, [2019])
    (total,) = unit_totals(*told).to_dict("records")
    assert (total["period"], total["actual_minor"]) == (12, 35_838 * THOUSAND)
    assert pd.isna(total["revised_minor"])  # this kind of file holds no budget
    wanted = {"operations": 35_838 * THOUSAND, "investment": 113_385 * THOUSAND}
    for query in (account_positions, cell_positions):
        assert by_class(query(*told, [12])) == wanted
    accounts = account_positions(*told, [12])
    for account_class, costs, income in (("operations", 1_557_532, -1_521_694), ("investment", 238_889, -125_504)):
        rows = accounts[(accounts["account_class"] == account_class).to_numpy(dtype=bool)]
        is_income = rows["account_group"].isin([str(group) for group in INCOME_GROUPS]).to_numpy()
        assert rows["actual_minor"][~is_income].sum() == costs * THOUSAND
        assert rows["actual_minor"][is_income].sum() == income * THOUSAND


def test_the_warnings_are_kept_with_the_batch() -> None:
    (batch,) = batches(LOCAL_PRINCIPAL, "0402").to_dict("records")
    assert batch["control_totals"] == {"actual": (35_838 + 113_385) * THOUSAND}
    warnings = batch["warnings"]["problems"]
    assert {one["code"] for one in warnings} == {"ended_code"}
    functions = [one for one in warnings if one["column"] == "function"]
    assert [(one["found"], one["extra"]["count"], one["extra"]["sum"]) for one in functions] == [
        ("254", "52", "241189000.00")  # operations 241 089 and investment 100
    ]
    arts = [one for one in warnings if one["column"] == "art"]
    assert [one["found"] for one in arts] == ENDED_ARTS
    assert sum(int(one["extra"]["count"]) for one in arts) == 85
    assert sum(Decimal(one["extra"]["sum"]) for one in arts) == 10_957_000


def test_the_scorecard_opens_on_accounts_without_a_budget() -> None:
    quarter = Quarter(2019, 4)
    card = scorecard(scorecard_tables(LOCAL_PRINCIPAL, "0402", "0402", quarter, quarter.shifted(-4)))
    assert (card.municipality_name, len(card.dimensions)) == ("Kongsvinger", 4)
    assert card.dimensions[0].lead == "net_operating_result"  # accounts without a budget lead with the result
