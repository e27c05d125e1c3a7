"""A municipality's own number: from a day, within bounds, with a reference, and in the trail; on both engines."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.actions.grant_role import RoleGrant, grant_role
from dashboard.actions.refusals import Refused
from dashboard.actions.set_parameter import LONGEST, WantedParameter, set_parameter
from dashboard.language import LANGUAGES
from dashboard.sentences import Voice
from dashboard.words import has
from dashboard.words.parameters import refused_text
from dashboard.words.people import event_text
from data.access import LOCAL_PRINCIPAL, AccessDenied, Identity
from data.queries.indicators import parameters
from data.queries.parameters import own_parameters
from data.queries.scope import data_version
from data.vocabulary import Role
from metrics.parameters import PARAMETERS, in_force
from metrics.price_level import price_factor
from tests.dashboard.actions.conftest import ADMIN, ISSUER, acts, now_as
from tests.data.small_files import TOWN

in_town = pytest.mark.usefixtures("town")
YEAR = date(2025, 1, 1)
GROWTH = WantedParameter(TOWN, "municipal_deflator", YEAR, 0.041, "KS 2025")
MATERIALITY = WantedParameter(TOWN, "materiality", date(2026, 7, 1), 0.02, "PS 12/26")
CONTROLLER = Identity(ISSUER, "controller-1")


def lines() -> list[tuple[str, date, float | None, str]]:
    found = own_parameters(LOCAL_PRINCIPAL, TOWN)
    cells = found.astype(object).where(found.notna(), None)
    return [tuple(row) for row in cells.itertuples(index=False)]


def why(wanted: WantedParameter) -> Refused:
    with pytest.raises(Refused) as refused:
        set_parameter(LOCAL_PRINCIPAL, wanted)
    return refused.value


@in_town
def test_the_years_price_growth_carries_amounts_where_none_was_known():
    assert price_factor(2024, 2025, parameters(LOCAL_PRINCIPAL, TOWN)).unknown_years == (2025,)
    assert set_parameter(LOCAL_PRINCIPAL, GROWTH)
    assert price_factor(2024, 2025, parameters(LOCAL_PRINCIPAL, TOWN)).exact == Fraction(1041, 1000)
    assert lines() == [("municipal_deflator", YEAR, 0.041, "KS 2025")]


@in_town
def test_the_same_again_changes_nothing_and_another_value_does():
    before = data_version(LOCAL_PRINCIPAL, TOWN)
    assert set_parameter(LOCAL_PRINCIPAL, GROWTH)
    assert data_version(LOCAL_PRINCIPAL, TOWN) == before + 1
    assert not set_parameter(LOCAL_PRINCIPAL, replace(GROWTH, reference=" KS 2025 "))
    assert (data_version(LOCAL_PRINCIPAL, TOWN), len(acts("set"))) == (before + 1, 1)
    assert set_parameter(LOCAL_PRINCIPAL, replace(GROWTH, value=0.039))
    assert set_parameter(LOCAL_PRINCIPAL, replace(GROWTH, value=0.039, reference="KS, revised"))
    assert lines() == [("municipal_deflator", YEAR, 0.039, "KS, revised")]
    assert data_version(LOCAL_PRINCIPAL, TOWN) == before + 3


@in_town
def test_the_trail_tells_before_and_after_and_nothing_that_was_written():
    set_parameter(LOCAL_PRINCIPAL, GROWTH)
    set_parameter(LOCAL_PRINCIPAL, replace(GROWTH, value=0.039))
    first, second = acts("set")
    assert (first.entity, first.entity_key) == ("parameter", "municipal_deflator 2025-01-01")
    assert first.detail["before"] is None
    assert (first.detail["after"]["value"], second.detail["after"]["value"]) == (0.041, 0.039)
    assert second.detail["before"] == first.detail["after"]
    assert first.detail["after"]["reference"] not in ("", None)
    assert "KS 2025" not in str([one.detail for one in (first, second)])
    said = event_text("en", vars(first))
    assert said == "Set: number that figures are made with, Municipal deflator: price growth into the year"


@in_town
def test_no_value_ends_the_own_number_and_the_shipped_one_holds_again():
    ends = replace(MATERIALITY, valid_from=date(2027, 1, 1), value=None, reference="PS 3/27")
    assert not set_parameter(LOCAL_PRINCIPAL, ends)  # there is none to end yet
    set_parameter(LOCAL_PRINCIPAL, replace(MATERIALITY, key="tolerance"))  # decoy: another number
    assert not set_parameter(LOCAL_PRINCIPAL, ends)
    set_parameter(LOCAL_PRINCIPAL, MATERIALITY)
    assert set_parameter(LOCAL_PRINCIPAL, ends)
    assert not set_parameter(LOCAL_PRINCIPAL, ends)
    assert not set_parameter(LOCAL_PRINCIPAL, replace(ends, valid_from=date(2028, 1, 1)))  # ended already
    own = parameters(LOCAL_PRINCIPAL, TOWN)
    days = (date(2026, 6, 30), date(2026, 7, 1), date(2026, 12, 31), date(2027, 1, 1))
    assert [in_force("materiality", day, own) for day in days] == [0.01, 0.02, 0.02, 0.01]


@in_town
def test_a_years_growth_is_ended_on_its_own_day_alone():
    set_parameter(LOCAL_PRINCIPAL, GROWTH)
    assert not set_parameter(LOCAL_PRINCIPAL, replace(GROWTH, valid_from=date(2026, 1, 1), value=None))
    assert set_parameter(LOCAL_PRINCIPAL, replace(GROWTH, value=None))
    assert price_factor(2024, 2025, parameters(LOCAL_PRINCIPAL, TOWN)).unknown_years == (2025,)


REFUSED = [
    (replace(GROWTH, key="deflator"), "parameter_key"),
    (replace(GROWTH, key="deflator", value=None), "parameter_key"),
    (replace(GROWTH, valid_from=date(2025, 7, 1)), "parameter_year"),
    (replace(GROWTH, valid_from=date(2025, 7, 1), value=None), "parameter_year"),
    (replace(GROWTH, value=4.1), "parameter_bounds"),
    (replace(GROWTH, value=-0.21), "parameter_bounds"),
    (replace(GROWTH, value=float("nan")), "parameter_number"),
    (replace(GROWTH, key="net_operating_result_norm", value=float("inf")), "parameter_number"),
    (
        replace(GROWTH, key="net_operating_result_norm", valid_from=date(2013, 12, 31), value=0.02),
        "parameter_early",
    ),
    (replace(GROWTH, key="small_unit_budget", value=1e13), "parameter_bounds"),
    (replace(GROWTH, key="needs_shown", value=2.5), "parameter_whole"),
    (replace(GROWTH, reference="  "), "parameter_reference"),
    (replace(GROWTH, reference="x" * (LONGEST + 1)), "too_long"),
    (replace(GROWTH, municipality_id="elsewhere"), "municipality"),
]


@in_town
@pytest.mark.parametrize(("wanted", "reason"), REFUSED)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_stored(wanted, reason):
    refused = why(wanted)
    assert refused.reason == reason
    for language in LANGUAGES:
        said = refused_text(Voice(language, "NOK", 2), refused)
        assert len(said) > 20
        assert "{" not in said
    assert (lines(), acts("set")) == ([], [])


@in_town
def test_a_refusal_says_the_bounds_as_a_reader_writes_them():
    assert refused_text(Voice("en", "NOK", 2), why(replace(GROWTH, value=4.1))) == (
        "“Municipal deflator: price growth into the year” may be from −20% to 50%, not 410%. "
        "Shares are written as 0.038 for 3.8%. Nothing is changed."
    )
    dear = refused_text(Voice("nb", "NOK", 2), why(replace(GROWTH, key="small_unit_budget", value=1e13)))
    assert "10 000 000 000,00 kr, ikke 100 000 000 000,00 kr" in dear.replace("\u00a0", " ")


@in_town
def test_the_controller_sets_it_and_nobody_else_of_the_people():
    grant_role(LOCAL_PRINCIPAL, RoleGrant(TOWN, CONTROLLER, Role.CONTROLLER, None, date.today(), "Controller One"))
    for identity in (ADMIN, Identity(ISSUER, "nobody")):
        with pytest.raises(AccessDenied):
            set_parameter(now_as(identity), GROWTH)
    assert lines() == []
    assert set_parameter(now_as(CONTROLLER), GROWTH)
    assert [one.role for one in acts("set")] == ["controller"]
    assert len(own_parameters(now_as(CONTROLLER), TOWN)) == 1
    assert own_parameters(now_as(ADMIN), TOWN).empty


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shipped_number_has_a_name(language):
    assert [one.key for one in PARAMETERS if not has(language, f"parameter.{one.key}")] == []


@given(st.sampled_from(PARAMETERS), st.floats(allow_nan=True, allow_infinity=True))
@settings(deadline=None, derandomize=True)
def test_a_number_outside_its_bounds_never_reaches_the_database(shipped, value):
    low, high = shipped.bounds
    if low <= value <= high and abs(value) != float("inf"):
        return
    wanted = WantedParameter("no database is asked", shipped.key, shipped.valid_from, value, "PS 1/26")
    assert why(wanted).reason in {"parameter_number", "parameter_bounds", "parameter_whole"}
