"""The demo's units: a tree at every date, with the reorganisation of 2025."""

from datetime import date

from data.demo import demo_decisions, organisation
from data.vocabulary import Kind, UnitLevel


def test_about_twenty_five_units_in_five_sectors():
    rows = organisation.unit_rows()
    assert len({row.unit_id for row in rows if row.level is UnitLevel.SECTOR}) == 5
    assert 25 <= len(organisation.existing(2026)) <= 27
    assert not set(organisation.ENDED) & set(organisation.existing(2025))


def test_every_parent_comes_before_its_child():
    seen = {None}
    for row in organisation.unit_rows():
        assert row.parent_unit_id in seen
        seen.add(row.unit_id)


def test_every_line_is_on_a_unit_that_exists_in_its_year(lines):
    for year, units in lines.groupby("fiscal_year")["unit_id"].unique().items():
        assert set(units) == {*organisation.existing(int(year)), organisation.CENTRAL}


def test_two_schools_became_one():
    assert [(row.unit_id, row.successor_id) for row in demo_decisions().successions] == [("231", "230"), ("232", "230")]
    ended = {row.unit_id: row.valid_from for row in organisation.unit_rows() if row.ends}
    assert ended == {"231": date(2025, 1, 1), "232": date(2025, 1, 1)}


def test_a_unit_was_renamed_and_another_moved():
    versions = {key: [row for row in organisation.unit_rows() if row.unit_id == key] for key in ("510", "440")}
    assert [row.name for row in versions["510"]] == ["Kommunalteknikk", "Vei, vann og avløp"]
    assert [row.parent_unit_id for row in versions["440"]] == ["100", "400"]


def test_roles_and_never_people():
    assert all(row.responsible_role for row in organisation.unit_rows() if not row.ends)


def test_the_split_function_changed_in_2024(lines):
    care = lines[lines["function_code"].isin(["254", "257", "258"]) & (lines["kind"] == Kind.ACTUAL.value)]
    by_year = care.groupby("fiscal_year")["function_code"].unique().map(set)
    assert by_year.to_dict() == {2023: {"254"}} | {year: {"257", "258"} for year in (2024, 2025, 2026)}
