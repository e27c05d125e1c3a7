"""The benefits page is made from less than the whole register: nothing it shows may depend on what is left out."""

from dataclasses import replace

import pytest

from data.access import LOCAL_PRINCIPAL
from data.database import URL_VARIABLE
from data.demo.files import demo_municipality
from data.periods import Quarter
from metrics import load
from metrics.benefit_columns import BENEFIT_COLUMNS
from metrics.benefits_page import benefits_page
from metrics.scorecard import scorecard

QUARTER = Quarter(2026, 3)
LEFT_OUT = {"affected_groups", "partners", "withdrawals", "evidence", "unpriced_effects", "scenarios", "adoptions"}


@pytest.fixture(autouse=True)
def _demo(demo_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(URL_VARIABLE, demo_url)


def test_the_page_is_the_same_without_what_is_left_out() -> None:
    town = demo_municipality().municipality_id
    whole = load.benefit_tables(LOCAL_PRINCIPAL, town, town, QUARTER)
    overview = load.benefits_overview(LOCAL_PRINCIPAL, town, town, QUARTER)
    assert {name for name in BENEFIT_COLUMNS if getattr(overview, name).empty} == LEFT_OUT
    assert len(whole.evidence)
    assert len(whole.scenarios)
    assert benefits_page(overview) == benefits_page(whole)


def test_the_scorecard_s_band_is_the_same_without_it() -> None:
    town = demo_municipality().municipality_id
    tables = load.scorecard_tables(LOCAL_PRINCIPAL, town, town, QUARTER, QUARTER.shifted(-4))
    whole = load.benefit_tables(LOCAL_PRINCIPAL, town, town, QUARTER)
    assert scorecard(tables) == scorecard(replace(tables, benefits=whole))
