"""The form of parties outside the municipality, as a script."""

from data.access import LOCAL_PRINCIPAL
from data.queries import benefits
from tests.dashboard.actions.benefit_people import leader_of_the_north
from tests.dashboard.views.test_benefits_forms import Open, filled, opened, pressed, town
from tests.data.small_files import TOWN

__all__ = ["opened", "town"]


def kept() -> tuple[str, str]:
    table = benefits.parties(LOCAL_PRINCIPAL, TOWN).set_index("party_id")
    return str(table.loc["taxi", "kind"]), str(table.loc["taxi", "name"])


def test_a_party_is_entered_and_renamed(opened: Open) -> None:
    page = opened("party", leader_of_the_north())
    assert not any("unit" in one.options for one in page.selectbox if one.label == "Hvem parten er")
    filled(page, "Kode", "taxi")
    filled(page, "Navn", "Taxilaget")
    assert "Hvem parten er: Ingenting er valgt." in pressed(page, "Lagre")
    filled(page, "Hvem parten er", "business", "selectbox")
    assert "Lagret." in pressed(page, "Lagre")
    assert kept() == ("business", "Taxilaget")
    filled(page, "Part å arbeide med", "taxi", "selectbox")
    page.run()
    filled(page, "Navn", "Taxilaget SA")
    assert "Lagret." in pressed(page, "Lagre")
    assert kept() == ("business", "Taxilaget SA")


def test_the_code_of_an_own_unit_is_refused(opened: Open) -> None:
    page = opened("party", leader_of_the_north())
    filled(page, "Kode", "north")
    filled(page, "Navn", "Nord")
    filled(page, "Hvem parten er", "county", "selectbox")
    assert "Koden «north» er en egen enhet." in pressed(page, "Lagre")
