"""The demo's tables, made once for the tests beside this file."""

import pandas as pd
import pytest

from data.demo import DemoFile, demo_files
from data.vocabulary import AccountClass


@pytest.fixture(scope="session")
def files() -> list[DemoFile]:
    return demo_files()


@pytest.fixture(scope="session")
def lines(files: list[DemoFile]) -> pd.DataFrame:
    """Every line of the operating accounts and budgets."""
    whole = pd.concat([file.parsed.lines for file in files if len(file.parsed.lines)], ignore_index=True)
    return whole[whole["account_class"] == AccountClass.OPERATIONS.value]


@pytest.fixture(scope="session")
def measured(files: list[DemoFile]) -> pd.DataFrame:
    """Every indicator value, with what it comes to."""
    parts = [file.parsed.indicator_values for file in files if len(file.parsed.indicator_values)]
    whole = pd.concat(parts, ignore_index=True)
    return whole.assign(level=(whole["numerator"] / whole["denominator"]).fillna(whole["value"]))
