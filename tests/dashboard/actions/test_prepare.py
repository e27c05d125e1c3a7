"""The demo of an empty database is loaded whole, also after a load that was cut off."""

import pytest

from dashboard.actions import prepare
from data.access import LOCAL_PRINCIPAL
from data.database import URL_VARIABLE, engine
from data.demo import demo_files, load
from data.importers.register import MunicipalityFacts
from data.importers.store import FileFacts, store


@pytest.fixture
def empty(sqlite_url, monkeypatch):
    monkeypatch.setenv(URL_VARIABLE, sqlite_url)
    prepare.initialise()
    yield
    engine().dispose()


@pytest.mark.usefixtures("empty")
def test_a_load_that_was_cut_off_goes_on(monkeypatch):
    first = demo_files()[0]
    told = MunicipalityFacts("fjellvik", "Fjellvik", fictional=True)
    store(LOCAL_PRINCIPAL, told, FileFacts(first.profile, first.name, first.content_hash), first.parsed)
    monkeypatch.setattr(load, "demo_files", lambda: [first])  # what is left to store is another test's
    for name in ("register", "savings", "gains_plans"):
        monkeypatch.setattr(load, f"store_{name}", lambda _: None)  # they rest on the files left out
        monkeypatch.setattr(load, f"load_{name}", lambda _: False)
    monkeypatch.setattr(load, "load_scenario", lambda _: False)
    assert prepare.demonstrate_if_empty(LOCAL_PRINCIPAL)
    assert load.is_loaded(LOCAL_PRINCIPAL, "fjellvik")
    assert not prepare.demonstrate_if_empty(LOCAL_PRINCIPAL)


@pytest.mark.usefixtures("empty")
def test_beside_another_municipality_no_demo_is_loaded():
    units = demo_files()[0]
    facts = FileFacts(units.profile, units.name, units.content_hash)
    store(LOCAL_PRINCIPAL, MunicipalityFacts("0402", "Kongsvinger"), facts, units.parsed)
    assert not prepare.demonstrate_if_empty(LOCAL_PRINCIPAL)
