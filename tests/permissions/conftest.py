"""The demo municipality, with rules of reinvestment to read, since it comes without; changed by none."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import streamlit as st

from dashboard.actions.adopt_rule import Adoption, adopt_rule
from dashboard.actions.draft_rule import RuleDraft, draft_rule
from data.access import LOCAL_PRINCIPAL
from data.database import URL_VARIABLE, engine
from tests.permissions.people import TOWN, let_in


@pytest.fixture(scope="module")
def demo(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a copy of the demo, which `data` uses during the module."""
    url = f"sqlite:///{shutil.copy(demo_template, tmp_path_factory.mktemp('demo') / 'demo.sqlite')}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(URL_VARIABLE, url)
        st.cache_data.clear()
        let_in(url)
        first, resolved = date(2024, 1, 1), date(2023, 12, 14)
        version = draft_rule(LOCAL_PRINCIPAL, RuleDraft(TOWN, first, "in force", 1_000_000, 0, 0, 0))
        adopt_rule(LOCAL_PRINCIPAL, Adoption(TOWN, first, "PS 1/24", version, resolved))
        draft_rule(LOCAL_PRINCIPAL, RuleDraft(TOWN, date(2029, 1, 1), "for a council to adopt", 1_000_000, 0, 0, 0))
        yield url
        engine().dispose()
    st.cache_data.clear()
