"""Streamlit's sign-in at real providers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import Browser, expect

from tests.services.app import AppServer
from tests.services.openid import HIGH, SUBSTANTIAL, OpenidProvider
from tests.services.server import free_port
from tests.services.sign_in import callback, sign_in, sign_out, write_secrets
from tests.tooling.visitor import Visitor, streamlit_app, visiting

ACCOUNTS = {"subject-1": {"name": "Subject One", "tid": "tenant-1", "roles": ["reader"]}, "subject-2": {}}
NAMES = ("staff", "partner")


@pytest.fixture(scope="module")
def providers(openid_provider: Callable[..., OpenidProvider]) -> dict[str, OpenidProvider]:
    address = callback(free_port())
    return {name: openid_provider(name, address, accounts=ACCOUNTS, token_seconds=90) for name in NAMES}


@pytest.fixture(scope="module")
def secrets(providers: dict[str, OpenidProvider], tmp_path_factory: pytest.TempPathFactory) -> Path:
    known = [provider.registration for provider in providers.values()]
    return write_secrets(tmp_path_factory.mktemp("secrets"), known)


@pytest.fixture(scope="module")
def app(secrets: Path) -> Iterator[AppServer]:
    with streamlit_app(secrets) as server:
        yield server


@pytest.fixture
def visitor(app: AppServer, secrets: Path) -> Iterator[Visitor]:
    with visiting(app, secrets) as somebody:
        yield somebody


def sent(visitor: Visitor, provider: str, subject: str, level: str) -> httpx2.Response:
    form = visitor.go_to(provider)
    return visitor.browser.post(form.url, data={"subject": subject, "acr": level})


def test_an_app_is_told_what_the_account_and_the_level_say(
    visitor: Visitor, providers: dict[str, OpenidProvider]
) -> None:
    sent(visitor, "staff", "subject-1", HIGH)

    told = visitor.identity()
    assert told["iss"] == providers["staff"].registration.issuer
    assert told["aud"] == providers["staff"].registration.client_id
    assert told["acr"] == HIGH
    assert {name: told[name] for name in ("sub", "name", "tid", "roles")} == {"sub": "subject-1"} | ACCOUNTS[
        "subject-1"
    ]
    assert told["exp"] - told["iat"] == 90


def test_an_app_is_told_no_level_where_somebody_signed_in_without_one(visitor: Visitor) -> None:
    sent(visitor, "partner", "subject-2", "")

    assert visitor.identity()["sub"] == "subject-2"
    assert "acr" not in visitor.identity()


def test_a_subject_the_provider_does_not_know_stays_outside_until_it_does(
    visitor: Visitor, providers: dict[str, OpenidProvider]
) -> None:
    refused = sent(visitor, "staff", "subject-3", SUBSTANTIAL)
    assert refused.status_code == 403
    assert "Nobody here is called subject-3." in refused.text
    assert visitor.identity() is None

    providers["staff"].add_account("subject-3", name="Subject Three")
    sent(visitor, "staff", "subject-3", SUBSTANTIAL)
    assert visitor.identity()["name"] == "Subject Three"


def test_a_provider_demands_proof_that_the_code_comes_back_to_whom_it_was_given(visitor: Visitor) -> None:
    visitor.browser.follow_redirects = False
    asked = httpx2.URL(visitor.go_to("staff").headers["location"])
    assert asked.params["code_challenge_method"] == "S256"

    without = asked.copy_remove_param("code_challenge").copy_remove_param("code_challenge_method")
    answer = httpx2.URL(visitor.browser.get(without).headers["location"])
    assert answer.params["error"] == "invalid_request"


def test_each_configuration_is_one_provider(openid_provider: Callable[..., OpenidProvider]) -> None:
    first = openid_provider("staff", callback(1))
    assert openid_provider("staff", callback(1)) is first
    assert openid_provider("staff", callback(2)).registration.issuer != first.registration.issuer


def test_somebody_signs_in_at_one_of_two_providers_out_again_and_in_at_the_other(
    chromium: Browser, app: AppServer
) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(app.localhost)
        page.get_by_role("button", name="Go to staff").click()
        sign_in(page, "subject-1", HIGH)
        expect(page.get_by_text(f"Signed in: staff, subject-1, {HIGH}")).to_be_visible()

        page.get_by_role("button", name="Leave").click()
        sign_out(page)
        page.get_by_role("button", name="Go to partner").click()
        sign_in(page, "subject-2")
        expect(page.get_by_text("Signed in: partner, subject-2, None")).to_be_visible()
