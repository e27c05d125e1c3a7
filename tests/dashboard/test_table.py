"""Tables as HTML and as files."""

from datetime import date

import pytest

from dashboard.table import Column, Table, Typed, as_csv, as_frame, as_html
from data.periods import Quarter

TABLE = Table(
    "budsjett",
    (
        Column("Enhet"),
        Column("Regnskap", "money"),
        Column("Avvik", "share"),
        Column("Antall", "count"),
        Column("Kvartal", "quarter"),
        Column("Dato", "date"),
        Column("Verdi", "own"),
    ),
    (
        ("Lia <skole>", -123_456_789, -0.0123, 1234, Quarter(2026, 3), date(2026, 9, 30), Typed("number", 0.125)),
        ('=cmd("x")', None, None, None, None, None, Typed("share", 0.5)),
    ),
)


def test_csv_in_norwegian_has_its_mark_semicolons_and_decimal_comma() -> None:
    assert as_csv("nb", TABLE).decode("utf-8") == (
        '\ufeff"Enhet";"Regnskap";"Avvik";"Antall";"Kvartal";"Dato";"Verdi"\r\n'
        '"Lia <skole>";-1234567,89;-1,23;1234;"3. kv. 2026";"30.09.2026";0,125\r\n'
        '"\'=cmd(""x"")";;;;"";"";50,00\r\n'
    )


def test_csv_in_english_has_commas_and_decimal_point() -> None:
    lines = as_csv("en", TABLE).decode("utf-8").split("\r\n")
    assert lines[1] == '"Lia <skole>",-1234567.89,-1.23,1234,"Q3 2026","30 Sep 2026",0.125'


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\0"])
def test_text_that_would_run_as_a_formula_is_held(start: str) -> None:
    table = Table("x", (Column("Navn"), Column("Sum", "money")), ((f"{start}1", -100),))
    row = as_csv("nb", table).decode("utf-8").split("\r\n", 1)[1]
    assert row.startswith(f'"\'{start}1";-1,00')


def test_html_escapes_and_says_what_is_missing() -> None:
    shown = as_html("nb", TABLE, "Tall & mål")
    assert "Lia &lt;skole&gt;" in shown
    assert "Tall &amp; mål" in shown
    assert "<skole>" not in shown
    assert '<td class="bb-number">mangler</td>' in shown
    assert '<td class="bb-number">\u22121\u00a0234\u00a0567,89</td>' in shown


def test_the_sortable_table_keeps_values_and_shows_the_readers_writing() -> None:
    styled = as_frame("nb", TABLE)
    assert next(iter(styled.data["Regnskap"])) == -123_456_789
    assert "\u22121\u00a0234\u00a0567,89" in styled.to_html()
