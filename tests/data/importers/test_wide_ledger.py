"""A small file in the layout of Madrid's spending, with every sum done by hand."""

from data.importers.context import Context
from data.importers.profiles import profiles
from data.importers.reading import read
from data.vocabulary import AccountGroup, UnitLevel

HEADER = (
    "Centro;Descripcion Centro;Seccion;Descripcion Seccion;Programa;Descripcion Programa;Economico;"
    "Descripcion Economico;CRED_INICIAL;MOD_CREDITO;C_DEFINITIVO;OBL_RECONOC\n"
)
#                                              original  change  revised  actual
ROWS = (
    "001;CIUDAD;100;PLENO;01111;DEUDA;13100;TEMPORAL;  100,5;   -0,5;   100;  20\n"
    "001;CIUDAD;100;PLENO;91216;PRESIDENCIA;10000;BASE;  200;      0;200,01;  40\n"
    "508;SALUD;120;SEGURIDAD;31101;SALUBRIDAD;22100;LUZ;  50;     10; 60,05;   5\n"
)
TOLD = Context("madrid", currency="EUR", year=2022, period=6)


def small(rows=ROWS, context=TOLD):
    return read(profiles()["madrid-execution"], (HEADER + rows).encode("latin-1"), context)


def test_each_row_becomes_three_lines_that_lead_back_to_it():
    lines = small().lines
    assert lines["line_number"].tolist() == [6, 7, 8, 9, 10, 11, 12, 13, 14]
    assert [number // 3 for number in lines["line_number"]] == [2, 2, 2, 3, 3, 3, 4, 4, 4]
    assert lines["kind"].tolist() == ["original", "revised", "actual"] * 3
    assert lines["amount_minor"].tolist() == [10050, 10000, 2000, 20000, 20001, 4000, 5000, 6005, 500]
    assert lines["function_code"].tolist()[:3] == ["01111"] * 3
    assert lines["period"].unique().tolist() == [6]


def test_control_totals_are_the_sums_of_the_columns():
    assert small().control_totals == {
        "original": 35050,  # 100.50 + 200 + 50
        "revised": 36006,  # 100 + 200.01 + 60.05
        "actual": 6500,  # 20 + 40 + 5
        "change": 950,  # -0.50 + 0 + 10
    }


def test_a_cent_is_rounding_and_more_is_a_warning_with_its_row():
    parsed = small()
    assert parsed.errors == []
    # row 3 is 0.01 off (rounding), row 4 is 0.05 off; in all 360.06 - 350.50 - 9.50 = 0.06
    assert [(p.code, p.row, p.found, p.wanted) for p in parsed.warnings] == [
        ("change_does_not_add_up", 4, "60.05", "60.00"),
        ("total_does_not_add_up", 0, "360.06", "360.00"),
    ]


def test_units_programmes_and_accounts_come_with_names_and_groups():
    parsed = small()
    assert [(unit.unit_id, unit.name, unit.level, unit.parent_unit_id) for unit in parsed.units] == [
        ("001100", "PLENO", UnitLevel.SECTOR, None),
        ("508120", "SALUD", UnitLevel.SECTOR, None),
    ]
    assert [(row.function_code, row.function_group, row.function_group_name) for row in parsed.functions] == [
        ("01111", "01", "Public debt"),
        ("31101", "31", "Health"),
        ("91216", "91", "Government bodies"),
    ]
    assert [(row.account_code, row.account_group) for row in parsed.accounts] == [
        ("10000", AccountGroup.PAY),
        ("13100", AccountGroup.SUBSTITUTES),
        ("22100", AccountGroup.PURCHASES),
    ]


def test_an_account_outside_the_chapters_is_warned_of():
    parsed = small(ROWS.replace("22100", "X2100"))
    assert parsed.errors == []
    assert [p.found for p in parsed.warnings if p.code == "ungrouped_account"] == ["X2100"]
    assert parsed.accounts[-1].account_group is AccountGroup.UNKNOWN_COST
