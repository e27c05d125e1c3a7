"""The forms of the reinvestment ledger as a script: what they enter once, what they refuse, and who sees none."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import gate
from dashboard.actions.ledger_refusals import DecidedMeanwhile, LedgerRefused
from dashboard.register_sheet import Sheet
from dashboard.views.reinvest_decide_form import Deed, once
from data.access import LOCAL_PRINCIPAL, AccessDenied, Principal
from data.database import URL_VARIABLE, engine
from data.money_vocabulary import PostingState
from data.queries import to_book
from data.queries.reinvestment import agreements, transactions, year_closings
from data.vocabulary import Role
from metrics.load import reinvestment_tables
from tests.dashboard.actions.savings_town import adopted, booked, held, proposed, proved
from tests.data.small_files import TOWN, file, keep
from tests.data.small_savings import identity, measure, save_town
from tests.principals import somebody

MAIN = Path(__file__).resolve().parents[3] / "dashboard" / "main.py"
CONTROLLER = somebody(Role.CONTROLLER, TOWN)
COUNCIL = somebody(Role.COUNCIL, TOWN)
RAISE = identity(TOWN, "raise north")
Open = Callable[..., AppTest]


@pytest.fixture
def town(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(URL_VARIABLE, sqlite_url)
    save_town()
    adopted()
    rows = [("actual", month, unit, "100", 100) for month in range(1, 13) for unit in ("north", "south")]
    keep(file(rows), "figures")
    yield
    engine().dispose()


@pytest.fixture
def opened(town: None, monkeypatch: pytest.MonkeyPatch) -> Open:
    del town

    def open_page(view: str, *parts: str, who: Principal = CONTROLLER, **query: str) -> AppTest:
        monkeypatch.setattr(gate, "current_principal", lambda: who)
        page = AppTest.from_file(str(MAIN), default_timeout=60)
        for name, value in {"municipality": TOWN, "lang": "nb"}.items():
            page.query_params[name] = value
        page.run()
        page.switch_page("../pages/reinvestment.py").run()
        for name, value in {"view": view, **query}.items():  # the first page keeps none that is not its own
            page.query_params[name] = value
        for part in parts:
            page.session_state[f"bb-reinvest-part-{part}-{query.get('transaction', '')}"] = True
        page.run()
        assert not page.exception
        return page

    return open_page


def filled(page: AppTest, label: str, value: Any, kind: str = "text_input") -> None:
    [one] = [one for one in page.get(kind) if one.label == label]
    one.set_value(value)


def pressed(page: AppTest, label: str) -> str:
    [button] = [one for one in page.button if one.label == label]
    button.click().run()
    return said(page)


def said(page: AppTest) -> str:
    assert not page.exception
    return "".join(str(part.value) for part in page.get("html"))


def left() -> dict[tuple[str, str | None], int]:
    """Return what each account holds after what was done today."""
    return held(date.today())


def states() -> list[str]:
    return list(transactions(LOCAL_PRINCIPAL, TOWN)["state"])


def test_a_saving_is_proposed_from_a_verified_measurement_that_is_not_used(opened: Open):
    measure(TOWN, "C1", 600)
    measure(TOWN, "Q1", None, quantity=4.0)  # decoys: quality, somebody else's gain, and nobody has verified it
    measure(TOWN, "H1", 600)
    measure(TOWN, "C2", 600, verified=None)
    page = opened("decide", "propose")
    [choice] = [one for one in page.selectbox if one.label == "Verifisert måling"]
    assert len(choice.options) == 1
    pressed(page, "Lag forslaget")
    assert states() == []  # what it cost to run the new solution is not told
    filled(page, "Drift av den nye løsningen i perioden (kr)", "1")
    assert "Foreslått: 5\u00a0kr" in pressed(page, "Lag forslaget")
    assert states() == ["proposed"]
    assert "står ubrukt" in said(opened("decide"))


def test_only_a_resolution_approves_and_only_named_changes_book(opened: Open):
    key = proposed().transaction_id
    page = opened("decide", "approve", transaction=key)
    assert "Oppgi kommunestyrets vedtak" in pressed(page, "Registrer vedtaket")
    assert states() == ["proposed"]
    filled(page, "Kommunestyrets vedtak", "PS 12/26")
    assert "Vedtaket PS 12/26 er registrert." in pressed(page, "Registrer vedtaket")
    assert states() == ["approved"]
    page = opened("decide", "book", transaction=key)
    assert "budsjettendring" in pressed(page, "Bokfør").lower()
    assert states() == ["approved"]
    for account in ("Enheten som begynte", "Fellesfondet"):
        filled(page, f"Budsjettendring for «{account}»", RAISE, "selectbox")
    assert "bokført og teller" in pressed(page, "Bokfør")
    assert states() == ["booked"]
    assert proved() == []


def test_who_is_too_late_sees_what_stands(opened: Open):
    key = proposed().transaction_id
    first, second = (opened("decide", "reject", transaction=key) for _ in range(2))
    for page in (first, second):
        filled(page, "Begrunnelse", "not now", "text_area")
    assert "avvist" in pressed(first, "Avvis")
    assert "avvist" in pressed(second, "Avvis")
    assert states() == ["rejected"]


def decided(act: Callable[[Any], Any], sheet: Sheet, drawn: int) -> bool:
    """Press a form's button once, as it was drawn in a round."""
    scope: Any = SimpleNamespace(language="nb", currency_exponent=2)
    return once(scope, Deed("reject", [], act), sheet, drawn, {}, ())


def test_two_presses_of_one_drawing_are_one_deed():
    sheet, done = Sheet(), []
    act = lambda values: done.append(values) or {}  # noqa: E731 - it counts
    assert decided(act, sheet, 0)
    assert not decided(act, sheet, 0)
    assert len(done) == 1
    assert decided(act, sheet, 1)  # the form is drawn anew
    assert len(done) == 2


@pytest.mark.parametrize(
    ("refusal", "sentence"),
    [
        (DecidedMeanwhile(PostingState.APPROVED, date(2026, 3, 1), datetime.now(UTC)), "Noen andre var først ute"),
        (LedgerRefused("resolution"), "Oppgi kommunestyrets vedtak"),
        (AccessDenied("book"), "ikke rett til dette"),
    ],
)
def test_a_refusal_is_a_sentence_and_the_form_is_as_it_was(refusal: Exception, sentence: str):
    def act(_: Any) -> Any:
        raise refusal

    sheet = Sheet()
    assert not decided(act, sheet, 0)
    assert sentence in (sheet.told or "")
    assert sheet.round == 0


def test_pressed_twice_is_spent_once(opened: Open):
    booked()
    page = opened("decide", "spend")
    filled(page, "Enhetens penger", "north", "selectbox")
    filled(page, "Beløp (kr)", "0,40")
    filled(page, "Hva pengene betaler for", "pads", "text_area")
    [button] = [one for one in page.button if one.label == "Før bruken"]
    key = button.key
    assert "Ført som brukt" in pressed(page, "Før bruken")
    assert left()["initiator", "north"] == 150 - 40
    assert key not in {one.key for one in page.button}  # a second press of it belongs to nobody
    assert "Ikke lagret ennå" in pressed(page, "Før bruken")  # the fields are empty now
    assert left()["initiator", "north"] == 150 - 40
    filled(page, "Enhetens penger", "north", "selectbox")
    filled(page, "Beløp (kr)", "9")
    filled(page, "Hva pengene betaler for", "pads", "text_area")
    assert "1,10" in pressed(page, "Før bruken")  # what is left is said
    [amount] = [one for one in page.text_input if one.label == "Beløp (kr)"]
    assert amount.value == "9"  # and nothing typed is lost


def test_without_a_budget_change_it_cannot_be_booked_and_the_page_says_how_one_is_had(
    opened: Open, monkeypatch: pytest.MonkeyPatch
):
    key = proposed().transaction_id
    page = opened("decide", "approve", transaction=key)
    filled(page, "Kommunestyrets vedtak", "PS 12/26")
    pressed(page, "Registrer vedtaket")
    every = to_book.raised_changes(LOCAL_PRINCIPAL, TOWN)
    monkeypatch.setattr(to_book, "raised_changes", lambda *_: every.iloc[:0])
    told = said(opened("decide", "book", transaction=key))
    assert "kan ikke bokføres" in told
    assert "Importer budsjettendringer" in told


@pytest.mark.parametrize("view", ["decide", "fund", "agreements", "year"])
def test_the_council_reads_and_is_told_who_decides(opened: Open, view: str):
    booked()
    page = opened(view, who=COUNCIL)
    told = said(page)
    assert not [one.label for one in page.button if one.key and "reinvest" in one.key]
    assert "Bare kontrolleren bokfører" in told


def test_the_administrator_registers_resolutions_and_books_nothing(opened: Open):
    key = proposed().transaction_id
    administrator = somebody(Role.ADMINISTRATOR, TOWN)
    page = opened("decide", "approve", who=administrator, transaction=key)
    filled(page, "Kommunestyrets vedtak", "PS 12/26")
    pressed(page, "Registrer vedtaket")
    assert states() == ["approved"]
    assert "Bare kontrolleren bokfører" in said(opened("decide", who=administrator, transaction=key))


def test_the_fund_is_filled_lends_and_is_paid_back(opened: Open):
    page = opened("fund", "pay_in")
    assert "er tomt" in said(page)
    filled(page, "Beløp (kr)", "10")
    filled(page, "Kommunestyrets vedtak", "PS 6/26")
    filled(page, "Budsjettendring som gjennomfører det", RAISE, "selectbox")
    assert "Skutt inn: 10\u00a0kr" in pressed(page, "Skyt inn")
    page = opened("fund", "lend")
    for label, value in (("Kode for lånet", "L1"), ("Beløp (kr)", "3"), ("Antall avdrag", "3")):
        filled(page, label, value)
    filled(page, "Kommunestyrets vedtak", "PS 7/26")
    filled(page, "Enheten som låner", "north", "selectbox")
    filled(page, "Hva pengene betaler for", "pilot", "text_area")
    filled(page, "Budsjettendring som gjennomfører det", RAISE, "selectbox")
    assert "Lånt ut: 3\u00a0kr" in pressed(page, "Lån ut")
    assert reinvestment_tables(LOCAL_PRINCIPAL, TOWN).instalments["amount_minor"].tolist() == [100, 100, 100]
    page = opened("fund", "repay")
    filled(page, "Beløp (kr)", "1")
    assert "Betalt tilbake: 1\u00a0kr" in pressed(page, "Betal tilbake")
    assert (left()["innovation_fund", None], left()["loan", "north"]) == (1_000 - 300 + 100, 200)
    assert proved() == []


def test_an_agreement_is_kept_claimed_and_paid(opened: Open):
    page = opened("agreements", "agree")
    filled(page, "Kode for avtalen", "A1")
    filled(page, "Den som betaler", "hospital", "selectbox")
    filled(page, "Den som får", "north", "selectbox")
    filled(page, "Avtalen gjelder", "compensation", "selectbox")
    filled(page, "Beløp (kr)", "5")
    filled(page, "Hvor avtalen ligger", "26/118")
    assert "Avtalen A1 er ført" in pressed(page, "Før avtalen")
    assert len(agreements(LOCAL_PRINCIPAL, TOWN)) == 1
    page = opened("agreements", "claim")
    filled(page, "Beløp (kr)", "6")
    assert "5,00" in pressed(page, "Krev")  # more than was agreed
    filled(page, "Beløp (kr)", "3")
    assert "Krevd: 3\u00a0kr" in pressed(page, "Krev")
    page = opened("agreements", "receive")
    filled(page, "Beløp (kr)", "2")
    filled(page, "Budsjettendring som gjennomfører det", RAISE, "selectbox")
    assert "Betalt: 2\u00a0kr" in pressed(page, "Før betalingen")
    assert left()["claim", "north"] == 300 - 200


def test_a_year_is_closed_by_a_resolution(opened: Open):
    booked()
    page = opened("year", "close")
    filled(page, "År som er over", "2025")
    assert "Oppgi kommunestyrets vedtak" in pressed(page, "Avslutt året")
    filled(page, "Kommunestyrets vedtak", "PS 9/26")
    filled(page, "Det som står igjen", "lapse", "selectbox")
    pressed(page, "Avslutt året")
    assert year_closings(LOCAL_PRINCIPAL, TOWN)["fate"].tolist() == ["lapse"]
    assert left()["common_fund", None] == 100 + 150
