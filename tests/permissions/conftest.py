"""The demo municipality, changed by none."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from data.database import URL_VARIABLE, engine
from tests.permissions.people import let_in


@pytest.fixture(scope="module")
def demo(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a copy of the demo, which `data` uses during the module."""
    url = f"sqlite:///{shutil.copy(demo_template, tmp_path_factory.mktemp('demo') / 'demo.sqlite')}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(URL_VARIABLE, url)
        st.cache_data.clear()
        let_in(url)
        yield url
        engine().dispose()
    st.cache_data.clear()
