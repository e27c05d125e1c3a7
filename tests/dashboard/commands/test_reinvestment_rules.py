"""Rules on the command line: from a draft in a file or in flags to its adoption, and what it would have given."""

import json

import pytest

from tests.dashboard.actions.savings_town import adopted
from tests.data.small_files import TOWN
from tests.data.small_savings import measure, save_town

OF_TOWN = ("--municipality", TOWN)
SHARES = ("--kept-as-cut", 20, "--initiator", 60, "--bearer-compensation", "0", "--common-fund", "20")
DRAFT = ("reinvest", "draft-rule", *OF_TOWN, "--from", "2025-01-01", "--name", "More", *SHARES)


@pytest.fixture
def town(run):
    save_town()
    adopted()  # 50 % kept as cut, 30 % to the unit, 10 % to bearers, 10 % to the fund, from 2024 on
    for period, gross in ((3, 600), (6, 300)):
        key = measure(TOWN, "C1", gross, period=period)
        assert run("reinvest", "propose", *OF_TOWN, "--measurement", key, "--operating-cost", 100).status == 0


def rules(run):
    return run("reinvest", "rules", *OF_TOWN, "--json").document["rules"]


@pytest.mark.usefixtures("town")
def test_from_a_draft_to_its_adoption(run):
    told = (*DRAFT, "--cap-minor", 250, "--years", 2, "--taper", 100, "--taper", "33.3333", "--loan-from-share")
    assert run(*told, "--json").document == {"drafted": True, "valid_from": "2025-01-01", "version": 1}
    draft = rules(run)[-1]
    assert (draft["initiator_millionths"], draft["cap_minor"], draft["taper"]) == (600_000, 250, [1_000_000, 333_333])
    assert (draft["loan_first"], draft["adopted"]) == (False, False)
    again = run(*DRAFT, "--json")
    assert (again.status, again.document["error"], again.document["version"]) == (1, "rule_changed", 1)
    assert run(*DRAFT, "--read-version", 1, "--json").document["version"] == 2
    adopt = ("reinvest", "adopt-rule", *OF_TOWN, "--from", "2025-01-01", "--resolution", "PS 9/24")
    assert run(*adopt, "--resolved-on", "2024-12-12", "--read-version", 1, "--json").document["error"] == "rule_changed"
    assert run(*adopt, "--resolved-on", "2024-12-12", "--json").document["adopted"]
    assert (rules(run)[-1]["council_resolution"], rules(run)[-1]["resolved_on"]) == ("PS 9/24", "2024-12-12")
    twice = run(*adopt, "--resolved-on", "2024-12-12", "--json")
    assert (twice.status, twice.document["error"]) == (1, "rule_adopted")
    assert run("verify", "--json").document["differences"] == []


@pytest.mark.usefixtures("town")
def test_a_rule_that_is_told_can_be_changed_in_a_file_and_drafted(run, tmp_path):
    file = tmp_path / "rule.json"
    file.write_text(json.dumps(rules(run)[0] | {"valid_from": "2025-07-01", "name": "Same again"}))
    wanted = ("reinvest", "draft-rule", *OF_TOWN, "--file", file)
    assert run(*wanted, "--years", 4).status == 0
    first, second = rules(run)
    apart = {name for name in first if first[name] != second[name]}
    assert apart == {"valid_from", "name", "years", "council_resolution", "resolved_on", "adopted", "version_id"}


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("{", "line 1"),
        ("[]", "list"),
        ('{"valid_from": "2025-01-01"}', "name —"),
        ('{"kept_as_cut": 1}', "kept_as_cut"),
        ('{"years": "three"}', '"three"'),
        ('{"years": true}', "true"),
        ('{"taper": "100"}', '"100"'),
        ('{"valid_from": "1 January"}', '"1 January"'),
        ('{"default_account": "nobody"}', '"nobody"'),
        ('{"name": 3}', "name: 3"),
    ],
)
@pytest.mark.usefixtures("town")
def test_a_file_that_is_no_rule_is_refused_with_what_was_found(run, tmp_path, content, found):
    file = tmp_path / "rule.json"
    file.write_text(content)
    bare = [] if "valid_from" in content and "1 January" not in content else DRAFT[4:]
    answer = run("reinvest", "draft-rule", *OF_TOWN, "--file", file, *_without(bare, content), "--json")
    assert (answer.status, answer.document["error"]) == (1, "bad_file")
    assert found in answer.document["message"]
    assert len(rules(run)) == 1


def _without(flags, content):
    """Leave out the flags that would stand over what the file says."""
    return [
        part
        for flag, value in zip(flags[::2], flags[1::2], strict=True)
        if not ('"valid_from"' in content and flag == "--from") and not ('"name"' in content and flag == "--name")
        for part in (flag, value)
    ]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.usefixtures("town")
def test_everything_that_is_wrong_is_said_in_words(run, language):
    wrong = (*DRAFT, "--initiator", "70", "--taper", 100, "--taper", 50, "--years", 1)
    told = run(*wrong, "--json").document
    assert [one["error"] for one in told["problems"]] == ["rule_shares_over", "rule_taper_longer"]
    refused = run(*wrong, "--language", language)
    assert refused.status == 1
    assert len(refused.err.strip().splitlines()) == 2
    assert "110" in refused.err
    assert run(*DRAFT[:5], "2024-06-01", *DRAFT[6:], "--json").document["error"] == "rule_overlap"


@pytest.mark.usefixtures("town")
def test_the_last_three_years_under_another_rule(run):
    compare = ("reinvest", "compare", *OF_TOWN, "--as-of", "2024-12-31")
    nothing = run(*compare, "--json")
    assert (nothing.status, nothing.document["error"]) == (1, "nothing_to_compare")
    assert run(*DRAFT, "--years", 1).status == 0
    told = run(*compare, "--json").document
    # 600 - 100 = 500 and 300 - 100 = 200; nobody is to be compensated, so the fund has 10 % + 10 %
    assert (told["years"], told["savings"], told["distributable_minor"]) == ([2022, 2024], 2, 700)
    assert {one["account"]: (one["standing_minor"], one["asked_minor"]) for one in told["accounts"]} == {
        "kept_as_cut": (350, 140),
        "initiator": (210, 420),
        "common_fund": (140, 140),
    }
    assert told["units"] == [{"unit": "north", "saved_minor": 700, "standing_minor": 210, "asked_minor": 420}]
    assert sum(one["asked_minor"] for one in told["lines"]) == 700
    said = run(*compare, "--language", "en").out
    assert "2 verified savings from 2022 to 2024" in said
    assert run(*compare, "--rule", "2025-01-01", "--json").document["asked"]["name"] == "More"
    assert run(*compare, "--rule", "2031-01-01").status == 1
    assert run("reinvest", "compare", *OF_TOWN, "--as-of", "2020-01-01").status == 1
