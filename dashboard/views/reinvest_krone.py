"""One saving: where it came from, how it was shared, by whose decision, what it paid for, and what that gave."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import page, reinvest_place, reinvest_results
from dashboard.benefit_place import Place
from dashboard.figures import FigureVoice
from dashboard.markup import NOTHING, Html, html, joined
from dashboard.notices import NothingToShow
from dashboard.reinvest_place import ReinvestPlace
from dashboard.scope import Scope
from dashboard.table import as_html
from dashboard.views import benefits_path, reinvest_tables, reinvest_words
from dashboard.views.listing import heading, listing, quiet
from dashboard.views.reinvest_path import address, link, widest
from dashboard.views.scorecard_table import voice_of
from data.money_vocabulary import Account
from data.reinvestment_vocabulary import TransactionKind
from metrics.benefit_rows import Sums
from metrics.krone import Krone, Use
from metrics.reinvestment import Part, Step
from metrics.reinvestment_rows import SavingRow

Gave = Mapping[str, Sums]
USES = ("used_for", "on", "amount", "gave")


def show(scope: Scope) -> None:
    """Draw the saving that the address names; one that is not there is refused in words."""
    lot = reinvest_place.here().lot
    found = reinvest_results.krone_of(scope, lot) if lot else None
    if found is None:
        raise NothingToShow("no_krone", found=lot or "", to=address(scope, ReinvestPlace()))
    voice, scope = voice_of(scope), widest(scope)
    st.html(_head(voice, found))
    page.answer([_answer(voice, found)])
    st.html(_origin(scope, voice, found))
    st.html(_shared(voice, found))
    st.html(_uses(scope, voice, found))
    if found.paid_by:
        st.html(_paid_by(scope, voice, found.paid_by))
    _movements(scope, voice, found)


def _head(voice: FigureVoice, found: Krone) -> Html:
    return html(
        '<h2 class="bb-heading bb-of-one">{name}</h2><p class="bb-quiet">{unit} · {state}</p>',
        name=reinvest_words.saving(voice, found.row),
        unit=reinvest_words.unit(voice, found.row.unit),
        state=reinvest_words.state(voice, found.row),
    )


def _answer(voice: FigureVoice, found: Krone) -> str:
    row = found.row
    amounts = {
        "verified": voice.money(row.verified_minor),
        "returned": voice.money(row.returned_minor),
        "spent": voice.money(row.spent_minor),
    }
    if not row.returned_minor:
        given = voice.money(row.distributable_minor)
        return voice.word(f"reinvest.krone.{row.state}", verified=amounts["verified"], given=given)
    said = voice.word("reinvest.krone.answer", **amounts)
    if not row.owed_minor:
        return said
    return f"{said} {voice.word('reinvest.krone.owed', amount=voice.money(row.owed_minor))}"


def _origin(scope: Scope, voice: FigureVoice, found: Krone) -> Html:
    """Return where it came from and what it stands on; the benefit and the initiative lead to their own pages."""
    origin, row, untold = found.origin, found.row, voice.word("reinvest.untold")
    benefit = benefits_path.link(scope, Place(benefit=row.benefit_id), row.benefit)
    initiative = benefits_path.link(scope, Place(initiative=row.initiative_id), found.initiative)
    facts: list[tuple[str, Html]] = [
        ("benefit", benefit),
        ("initiative", initiative),
        ("measured_by", _text(origin.entered_role or untold)),
        ("verifier", _text(origin.verifier_role or voice.word("reinvest.untold_verifier"))),
        ("rule", _text(_rule(voice, found))),
        ("resolution", _text(", ".join(found.resolutions) or voice.word("reinvest.unresolved"))),
        ("changes", _text(", ".join(found.changes) or voice.word("reinvest.unbooked"))),
    ]
    rows = joined(
        html("<div><dt>{term}</dt><dd>{said}</dd></div>", term=voice.word(f"reinvest.fact.{name}"), said=said)
        for name, said in facts
    )
    return html(
        '{head}<dl class="bb-facts">{rows}</dl>{rejected}',
        head=heading(voice.word("reinvest.origin.title")),
        rows=rows,
        rejected=joined(_rejected(voice, why) for why in found.rejected),
    )


def _text(said: str) -> Html:
    return html("{said}", said=said)


def _rule(voice: FigureVoice, found: Krone) -> str:
    rule = found.rule
    return voice.word("reinvest.rule", name=rule.version, resolution=rule.council_resolution or "")


def _rejected(voice: FigureVoice, why: str | None) -> Html:
    return quiet(voice.word("reinvest.rejected", why=why or voice.word("reinvest.reason_not_told")))


def _shared(voice: FigureVoice, found: Krone) -> Html:
    """Return the working, line by line, and what each account gets."""
    title = voice.word("reinvest.split.title")
    headings = [voice.word("reinvest.column.step"), reinvest_words.in_money(voice, "amount")]
    steps = [_step(voice, one) for one in found.split.steps if one.amount_minor]
    parts = [_part(voice, found, one) for one in found.split.parts]
    return html("{head}{table}", head=heading(title), table=listing(title, headings, [*steps, *parts]))


def _step(voice: FigureVoice, one: Step) -> list[Html]:
    return [_text(voice.word(f"reinvest.split.{one.kind}")), reinvest_words.exact(voice, one.amount_minor)]


def _part(voice: FigureVoice, found: Krone, one: Part) -> list[Html]:
    account = voice.word(f"account.{one.account}")
    own = one.account == Account.INITIATOR and one.unit_id is not None
    name = f"{account}: {reinvest_words.unit(voice, found.row.unit)}" if own else account
    said = voice.word("reinvest.split.to", account=name)
    return [
        html("<b>{said}</b>", said=said),
        html("<b>{amount}</b>", amount=reinvest_words.exact(voice, one.amount_minor)),
    ]


def _uses(scope: Scope, voice: FigureVoice, found: Krone) -> Html:
    """Return what it paid for, and what that gave: the initiative's own page, and the savings that came of it."""
    title = voice.word("reinvest.uses.title")
    if not found.uses:
        return html("{head}{none}", head=heading(title), none=quiet(voice.word("reinvest.uses.none")))
    headings = [_heading(voice, name) for name in USES]
    gave = reinvest_results.given_by(scope)
    rows = [_use(scope, voice, one, gave) for one in found.uses]
    return html("{head}{table}", head=heading(title), table=listing(title, headings, rows))


def _heading(voice: FigureVoice, name: str) -> str:
    return reinvest_words.in_money(voice, name) if name == "amount" else voice.word(f"reinvest.column.{name}")


def _use(scope: Scope, voice: FigureVoice, one: Use, gave: Gave) -> list[Html]:
    said = one.purpose or voice.word(f"transaction_kind.{one.kind}")
    return [
        _text(said),
        _text(voice.day(one.on)),
        reinvest_words.exact(voice, one.amount_minor),
        _gave(scope, voice, one, gave),
    ]


def _gave(scope: Scope, voice: FigureVoice, one: Use, gave: Gave) -> Html:
    """Return what came of a use: the initiative with what it has given so far, and the savings that it led to.

    An instalment is lent out again by the innovation fund: the way on is the fund's page.
    """
    if one.kind == TransactionKind.REPAYMENT:
        return link(scope, ReinvestPlace(view="fund"), voice.word("reinvest.uses.to_fund"))
    if one.initiative_id is None or one.initiative is None:
        return _text(voice.word("reinvest.uses.no_initiative"))
    initiative = benefits_path.link(scope, Place(initiative=one.initiative_id), one.initiative)
    savings = joined(html("<br>{link}", link=reinvest_words.krone_link(scope, voice, row)) for row in one.gave)
    return html(
        "{link}<br>{given}{savings}",
        link=initiative,
        given=_given(voice, gave.get(one.initiative_id)),
        savings=savings or NOTHING,
    )


def _given(voice: FigureVoice, sums: Sums | None) -> str:
    """Return what an initiative has given so far in kroner; one that is not told in kroner is measured otherwise."""
    if sums is None or sums.realised is None:
        return voice.word("reinvest.uses.not_in_kroner")
    amounts = {"realised": voice.money(sums.realised), "verified": voice.money(sums.verified or 0)}
    return voice.word("reinvest.uses.given", **amounts)


def _paid_by(scope: Scope, voice: FigureVoice, rows: Sequence[SavingRow]) -> Html:
    links = joined(html("<li>{link}</li>", link=reinvest_words.krone_link(scope, voice, row)) for row in rows)
    return html(
        '{head}{said}<ul class="bb-list">{links}</ul>',
        head=heading(voice.word("reinvest.paid_by.title")),
        said=quiet(voice.word("reinvest.paid_by.said")),
        links=links,
    )


def _movements(scope: Scope, voice: FigureVoice, found: Krone) -> None:
    """Draw every posting of the saving; nothing where none has moved money yet."""
    if not found.movements:
        return
    title = voice.word("reinvest.movements.title")
    st.html(html("{head}{said}", head=heading(title), said=quiet(voice.word("reinvest.movements.said"))))
    table = reinvest_tables.movements_of_one(scope, found.movements)
    st.html(as_html(voice.language, table, title))
    page.csv_link(scope, "reinvestment-krone", lot=found.row.lot_id)
