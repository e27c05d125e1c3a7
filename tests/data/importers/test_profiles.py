import pytest

from data.importers.context import Context
from data.importers.profiles import FOLDER, Reader, profile_of, profiles
from data.importers.reading import read
from data.importers.strict import ProfileError

NAMES = [
    "adjustments-csv",
    "benefits-csv",
    "bergen-budget",
    "budget-changes-csv",
    "indicators-csv",
    "kostra-0a",
    "kostra-0b",
    "ledger-csv",
    "madrid-execution",
    "madrid-indicators",
    "outsider-profile-csv",
    "units-csv",
]
LEDGER = (FOLDER / "ledger-csv.toml").read_text("utf-8")


def test_the_known_exports_load():
    assert list(profiles()) == NAMES
    assert profiles()["ledger-csv"].reader is Reader.LONG_LEDGER
    assert profiles()["ledger-csv"].title_key == "profile.ledger-csv.title"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('reader = "long_ledger"', 'reader = "magic"', "found 'magic', wanted one of fixed_width"),
        ('reader = "long_ledger"', "", "reader must be given"),
        ("cumulative = false", 'cumulative = "no"', "cumulative: found 'no', wanted bool"),
        ("cumulative = false", "cumulativ = false", "unknown cumulativ; known are"),
        ('kind = ["kind"]', 'kinds = ["kind"]', "columns: unknown kinds; known are account"),
        ('kind = ["kind"]', 'kind = "kind"', "columns.kind: found 'kind', wanted a list"),
        ('"project", "text"', '"projekt", "text"', "optional: projekt is not among the columns"),
        ('delimiters = [";", ",", "\\t"]', 'delimiters = ["::"]', "wanted single characters"),
        ("cumulative = false", 'encoding = "klingon"', "encoding: found 'klingon'"),
        ("missing = [", "gone = [", "rules: unknown gone; known are missing, unit, words"),
        ("[columns]", "[columns", "ledger-csv.toml: "),
    ],
)
def test_a_wrong_profile_says_what_and_where(before, after, said):
    assert before in LEDGER
    with pytest.raises(ProfileError) as error:
        profile_of("ledger-csv", LEDGER.replace(before, after, 1))
    assert said in str(error.value)
    assert "ledger-csv.toml" in str(error.value)


def test_a_new_export_is_a_new_profile_and_no_code():
    text = """
        reader = "long_ledger"
        source = "An accounting system"
        period = "in_file"
        grain = "quarter"
        cumulative = true
        number_locale = "point"
        [columns]
        kind = ["Typ"]
        year = ["År"]
        period = ["Period"]
        unit = ["Ansvar", "Enhet"]
        function = ["Verksamhet"]
        account = ["Konto"]
        amount = ["Belopp tkr"]
        [rules]
        missing = []
        unit = 1000
        [rules.words.kind]
        utfall = "actual"
    """
    content = "Typ;År;Period;Ansvar;Enhet;Verksamhet;Konto;Belopp tkr\nUtfall;2025;3;1;02;202;010;1,234.5\n".encode()
    parsed = read(profile_of("new", text), content, Context("x", units=frozenset({"102"})))
    assert parsed.problems == []
    assert parsed.lines["amount_minor"].tolist() == [123450000]  # 1 234.5 thousand * 100 øre
    assert parsed.lines["unit_id"].tolist() == ["102"]
    assert parsed.coverage[0].cumulative
