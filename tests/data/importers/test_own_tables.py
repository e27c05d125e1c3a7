"""Units, indicators, budget changes and adjustments in Brobygger's own templates."""

from datetime import date

import numpy as np

from data.importers.context import Context
from data.importers.profiles import profiles
from data.importers.reading import read
from data.vocabulary import AuthorityKind, Grain, TargetType, UnitLevel

TOLD = Context("fjord", units=frozenset({"u1"}))


def parsed_of(name, *rows, context=TOLD):
    return read(profiles()[name], ("\n".join(rows) + "\n").encode(), context)


def places(parsed):
    return [(p.code, p.row, p.column, p.found) for p in parsed.errors]


def test_units_from_a_date():
    parsed = parsed_of(
        "units-csv",
        "unit;name;parent;level;sector;responsible_role;valid_from;ends",
        "S;Oppvekst;;sektor;Oppvekst;kommunalsjef;;",
        "007;Skole;S;;;rektor;01.08.2025;",
        "008;;;;;;2025-08-01;ja",
    )
    assert parsed.problems == []
    first, second, third = parsed.units
    assert (first.unit_id, first.level, first.parent_unit_id, first.valid_from) == (
        "S",
        UnitLevel.SECTOR,
        None,
        date(1900, 1, 1),
    )
    assert (second.unit_id, second.parent_unit_id, second.level, second.valid_from) == (
        "007",
        "S",
        UnitLevel.UNIT,
        date(2025, 8, 1),
    )
    assert third.ends


def test_units_that_contradict_themselves():
    parsed = parsed_of(
        "units-csv",
        "unit;name;parent;valid_from",
        "a;A;b;",
        "b;B;a;",
        "c;;;",
        "d;D;x;31.13.2025",
        "c;C;;",
    )
    assert sorted(places(parsed)) == [
        ("bad_date", 5, "valid_from", "31.13.2025"),
        ("circular_parent", 2, "parent", "a"),
        ("circular_parent", 3, "parent", "b"),
        ("name_missing", 4, "name", "c"),
        ("repeated_unit", 6, "unit", "c"),
        ("unknown_parent", 5, "parent", "x"),
    ]


def test_indicators_with_ratio_value_target_and_gap():
    parsed = parsed_of(
        "indicators-csv",
        "indicator;name;unit;year;period;numerator;denominator;value;dimension;grain;target_type;desired_low;accepted_low",
        "svar;Svar i tide;u1;2025;3;45;60;;gjennomføring;kvartal;minst;0,8;0,6",
        "svar;;u1;2025;6;;;mangler;;;;;",
        "svar;;fjord;2025;6;;;0,75;;;;;",
    )
    assert parsed.problems == []
    (indicator,) = parsed.indicators
    assert (indicator.name, indicator.dimension, indicator.grain) == ("Svar i tide", "implementation", Grain.QUARTER)
    (target,) = parsed.targets
    assert (target.measure, target.unit_id, target.valid_from) == ("svar", "u1", date(2025, 1, 1))
    assert (target.target_type, target.desired_low, target.accepted_low) == (TargetType.MINIMUM, 0.8, 0.6)
    values = parsed.indicator_values
    assert values["line_number"].tolist() == [2, 4]  # the missing one brings no value, and is not 0
    assert values["numerator"].tolist()[0] == 45
    assert np.isnan(values["value"].iloc[0])
    assert values["value"].iloc[1] == 0.75


def test_indicators_that_contradict_themselves():
    parsed = parsed_of(
        "indicators-csv",
        "indicator;name;unit;year;period;value;numerator;denominator;target_type;desired_low;desired_high",
        "A;navn;u1;2025;3;1,5;;;minst;;",
        "A;annet;u1;2025;6;1.234;3;;minst;2;",
        "A;;u1;2025;6;x;;;;;",
        "B;;u9;25;0;1;;;;;",
        "C;c;u1;2025;3;1;;;range;5;2",
    )
    assert sorted(places(parsed)) == [
        ("ambiguous_number", 3, "value", "1.234"),
        ("bad_period", 5, "period", "0"),
        ("bad_year", 5, "year", "25"),
        ("contradicting_rows", 3, "name", "annet"),
        ("half_ratio", 3, "denominator", "A"),
        ("name_missing", 5, "name", "B"),
        ("not_a_number", 4, "value", "x"),
        ("repeated_indicator", 4, "indicator", "A"),
        ("target_incomplete", 2, "desired_low", "minimum"),
        ("target_order", 6, "target_type", "range"),
        ("unknown_unit", 5, "unit", "u9"),
    ]


def test_an_indicator_that_exists_needs_no_description():
    rows = ("indicator;name;unit;year;period;value", "A;;u1;2025;3;5")
    known = Context("fjord", units=TOLD.units, known_indicators=frozenset({"A"}))
    parsed = parsed_of("indicators-csv", *rows, context=known)
    assert parsed.problems == []
    assert parsed.indicators == []
    assert parsed.indicator_values["value"].tolist() == [5]


def test_budget_changes():
    parsed = parsed_of(
        "budget-changes-csv",
        "year;decided_on;unit;authority;reference;reason;amount",
        "2025;12.06.2025;u1;kommunestyret;25/41;økt elevtall;1 500 000",
        "2025;2025-09-02;u1;director;25/77;;(200 000)",
    )
    assert parsed.problems == []
    first, second = parsed.budget_changes
    assert (first.decided_on, first.authority_kind, first.amount_minor) == (
        date(2025, 6, 12),
        AuthorityKind.COUNCIL,
        150000000,
    )
    assert (second.amount_minor, second.reason) == (-20000000, None)
    assert parsed.control_totals == {"budget_changes": 130000000}  # 1 500 000 - 200 000


def test_adjustments():
    header = "year;period;unit;amount;reason;benefit;authority;reference;approved_on"
    parsed = parsed_of("adjustments-csv", header, "2025;6;u1;-350 000;Flom;;state;S-1;2025-06-30")
    assert parsed.problems == []
    (row,) = parsed.adjustments
    assert (row.amount_minor, row.reason, row.approved_on) == (-35000000, "Flom", date(2025, 6, 30))
    wrong = parsed_of("adjustments-csv", header, "2025;;u1;5;;;paven;;")
    assert sorted(places(wrong)) == [
        ("bad_period", 2, "period", ""),
        ("empty_text", 2, "reason", ""),
        ("empty_text", 2, "reference", ""),
        ("unknown_authority", 2, "authority", "paven"),
    ]


def test_two_targets_from_one_date_and_words_that_are_in_no_list():
    parsed = parsed_of(
        "indicators-csv",
        "indicator;name;unit;year;period;value;grain;dimension;target_type;desired_low;desired_high",
        "A;navn;u1;2025;3;1;;;minst;2;",
        "A;;u1;2025;6;1;;;minst;3;",
        "B;b;u1;2025;3;1;uke;moro;best;;",
        f"C;{'c' * 201};u1;2025;3;{'9' * 40};;;;;",
    )
    assert sorted(place[:3] for place in places(parsed)) == [
        ("contradicting_target", 3, "target_type"),
        ("long_text", 5, "name"),
        ("name_missing", 5, "name"),
        ("too_large", 5, "value"),
        ("unknown_dimension", 4, "dimension"),
        ("unknown_grain", 4, "grain"),
        ("unknown_target_type", 4, "target_type"),
    ]


def test_levels_and_account_groups_are_closed_lists():
    parsed = parsed_of("units-csv", "unit;name;parent;level", "a;A;;etat")
    assert places(parsed) == [("unknown_level", 2, "level", "etat")]
    header = "kind;year;period;unit;function;account;amount;function_name;account_group"
    parsed = parsed_of("ledger-csv", header, "actual;2025;1;u1;S1;4000;5;Skolan;løner")
    assert places(parsed) == [("unknown_group", 2, "account_group", "løner")]
    parsed = parsed_of("ledger-csv", header.removesuffix(";account_group"), "actual;2025;1;u1;S1;4000;5;Skolan")
    assert places(parsed) == [("missing_column", 1, "account_group", "")]
