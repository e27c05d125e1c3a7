"""Granting, revoking and listing on the command line: how a municipality gets its first administrator."""

from datetime import date, timedelta

import pytest

from dashboard import format
from dashboard.words import text
from data.access import Grant, Identity, looking_at_the_gate
from data.people import principal_of
from data.sessions import open_session
from data.vocabulary import Role

TODAY = date.today()
SOON = TODAY + timedelta(days=10)
ISSUER = "https://id.example.org"
WHO = ("--issuer", ISSUER, "--subject", "admin-1")


def held(subject: str = "admin-1", on: date = TODAY) -> frozenset[Grant]:
    with looking_at_the_gate() as session:
        return principal_of(session, Identity(ISSUER, subject), on).grants


def test_the_first_administrator_is_made_and_it_can_be_said_again(run, town):
    wanted = ("grant", "--municipality", town, "--role", "administrator", *WHO, "--name", "Admin One")
    made = run(*wanted, "--json")
    assert made.status == 0
    assert made.document | {"person": ""} == {
        "granted": True,
        "changed": True,
        "person": "",
        "role": "administrator",
        "from": TODAY.isoformat(),
    }
    assert held() == {Grant(Role.ADMINISTRATOR, town, "")}
    again = run(*wanted, "--json")
    assert (again.status, again.document["changed"]) == (0, False)
    assert again.document["person"] == made.document["person"]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_what_was_done_is_said_in_a_sentence(run, town, language):
    of_hr = ("--municipality", town, "--role", "hr", "--unit", "skole", *WHO, "--language", language)
    told = {"role": text(language, "role.hr"), "day": format.day(language, TODAY)}
    assert run("grant", *of_hr).out == text(language, "command.grant.done", **told) + "\n"
    assert run("grant", *of_hr).out == text(language, "command.grant.already", **told) + "\n"
    open_session(Identity(ISSUER, "admin-1"), "demo")
    ended = text(language, "command.revoke.done", n=format.count(language, 1), **told)
    assert run("revoke", *of_hr).out == ended + "\n"
    assert run("revoke", *of_hr).out == text(language, "command.revoke.already", **told) + "\n"
    assert held() == frozenset()


def test_days_can_be_told(run, town):
    of_leader = ("--municipality", town, "--role", "leader", "--unit", "skole", *WHO)
    assert run("grant", *of_leader, "--from", SOON.isoformat(), "--json").document["from"] == SOON.isoformat()
    assert (held(), held(on=SOON)) == (frozenset(), {Grant(Role.LEADER, town, "skole")})
    later = SOON + timedelta(days=5)
    ended = run("revoke", *of_leader, "--on", later.isoformat(), "--json").document
    assert (ended["changed"], ended["on"], ended["sessions_ended"]) == (True, later.isoformat(), 0)
    assert (held(on=SOON) != frozenset(), held(on=later)) == (True, frozenset())


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"--municipality": "none"}, "municipality"),
        ({"--unit": "none"}, "unit"),
        ({"--unit": None}, "unit_missing"),
        ({"--role": "auditor"}, "whole"),
        ({"--issuer": "id.example.org"}, "issuer"),
        ({"--subject": "me@example.org"}, "address"),
        ({"--from": "2020-01-01"}, "past"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words_with_status_1(run, town, changed, reason):
    told = {"--municipality": town, "--role": "leader", "--unit": "skole", "--issuer": ISSUER, "--subject": "x"}
    given = [part for pair in (told | changed).items() if pair[1] is not None for part in pair]
    refused = run("grant", *given, "--json")
    assert refused.status == 1
    assert (refused.document["granted"], refused.document["error"]) == (False, reason)
    said = run("grant", *given, "--language", "en")
    assert (said.status, said.out) == (1, "")
    assert len(said.err) > 20
    assert held("x") == frozenset()
    if reason == "municipality":
        assert "python -m dashboard import" in said.err


def test_wrong_usage_is_status_2(run, town):
    assert run("grant", "--municipality", town, "--role", "public", *WHO).status == 2
    assert run("grant", "--municipality", town, "--role", "leader", "--issuer", ISSUER).status == 2
    assert run("grant", "--municipality", town, "--role", "council", *WHO, "--from", "tomorrow").status == 2


def test_there_is_nothing_to_take_from_a_stranger(run, town):
    refused = run("revoke", "--municipality", town, "--role", "council", *WHO, "--json")
    assert (refused.status, refused.document["revoked"], refused.document["error"]) == (1, False, "stranger")


def test_people_are_listed_with_their_roles_and_the_listing_is_an_act(run, town):
    assert run("people", "--language", "en").out.startswith("No people are known.")
    run("grant", "--municipality", town, "--role", "leader", "--unit", "skole", *WHO, "--name", "Leader One")
    run("revoke", "--municipality", town, "--role", "leader", "--unit", "skole", *WHO, "--on", SOON.isoformat())
    open_session(Identity(ISSUER, "admin-1"), "demo")
    (one,) = run("people", "--json").document["people"]
    assert one | {"person": ""} == {
        "municipality": town,
        "person": "",
        "issuer": ISSUER,
        "subject": "admin-1",
        "name": "Leader One",
        "roles": [{"role": "leader", "unit": "skole", "from": TODAY.isoformat(), "until": SOON.isoformat()}],
        "sessions": 1,
    }
    last = format.day("nb", SOON - timedelta(days=1))
    assert f"Leder, Skolen (siden {format.day('nb', TODAY)}, til og med {last})" in run("people").out
    unknown = run("people", "--municipality", "none", "--json")
    assert (unknown.status, unknown.document["error"]) == (1, "municipality")
    assert run("verify", "--json").document["whole"]
