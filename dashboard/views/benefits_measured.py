"""The measurements of a benefit: how much, what shows it, and what somebody outside the line found."""

from dashboard.exports.files import ENDING
from dashboard.figures import FigureVoice
from dashboard.markup import NOTHING, Html, html, joined
from dashboard.scope import Scope
from dashboard.views import benefits_words
from dashboard.views.benefits_parts import period
from dashboard.views.benefits_parts import section as listed
from dashboard.words import text
from metrics.benefit_page import BenefitPage
from metrics.measured_rows import Evidence, Measured, Withdrawn

_OF_WITHDRAWN = ("period", "party", "withdrawn_on", "by", "reason")
HASH_SHOWN = 12
"""How many signs of a stored file's hash are written: enough to hold it against the file at hand."""
_HEADINGS = ("period", "party", "measured", "evidence", "verdict", "note")


def section(scope: Scope, voice: FigureVoice, found: BenefitPage) -> Html:
    """Return the measurements under their heading, or that there are none; then those that were withdrawn."""
    stand = listed(voice, "benefits.measured", _HEADINGS, [_row(scope, voice, found, one) for one in found.measured])
    rows = [_withdrawn(voice, found, one) for one in found.withdrawn]
    gone = listed(voice, "benefits.withdrawn", _OF_WITHDRAWN, rows) if rows else NOTHING
    return html("{stand}{gone}", stand=stand, gone=gone)


def _withdrawn(voice: FigureVoice, found: BenefitPage, one: Withdrawn) -> list[Html]:
    absent = "benefits.text.none" if found.facts.texts_told else "benefits.text.not_told"
    role = voice.owner(one.role) if one.role else voice.word("benefits.owner.not_told")
    return [
        html("{period}", period=period(voice, one.fiscal_year, one.period, found.facts.grain)),
        html("{party}", party=one.beneficiary),
        html("{day}", day=voice.day(one.withdrawn_on)),
        html("{role}", role=role),
        html("{said}", said=one.reason) if one.reason else benefits_words.quiet(voice.word(absent)),
    ]


def _row(scope: Scope, voice: FigureVoice, found: BenefitPage, one: Measured) -> list[Html]:
    return [
        html("{period}", period=period(voice, one.fiscal_year, one.period, found.facts.grain)),
        html("{party}", party=one.beneficiary),
        _amount(voice, found, one),
        _evidence(scope, voice, found, one),
        _verdict(voice, one),
        _note(voice, found, one),
    ]


def _amount(voice: FigureVoice, found: BenefitPage, one: Measured) -> Html:
    """Return the kroner, of which year's prices, the quantity, and the role of who measured."""
    parts = []
    if one.amount_minor is not None:
        parts.append(voice.word("benefits.measured.kroner", amount=voice.money(one.amount_minor), year=one.price_year))
    if one.quantity is not None:
        parts.append(benefits_words.quantity(voice, one.quantity, found.row.unit_of_measure))
    said = "; ".join(parts) or voice.word("figure.missing")
    if one.entered_role is None:
        return html("{said}", said=said)
    by = voice.word("benefits.measured.by", role=voice.owner(one.entered_role))
    return html("{said}<br><small>{by}</small>", said=said, by=by)


def _evidence(scope: Scope, voice: FigureVoice, found: BenefitPage, one: Measured) -> Html:
    if not one.evidence:
        return benefits_words.quiet(voice.word("benefits.evidence.none"))
    told = found.facts.evidence_told
    shown = (_shown(scope, voice, one, piece, told=told) for piece in one.evidence)
    lines = joined(html("<div>{said}</div>", said=said) for said in shown)
    whole = NOTHING
    if one.supports_minor is not None:
        said = voice.word("benefits.evidence.supports", amount=voice.money(one.supports_minor))
        whole = html("<small>{said}</small>", said=said)
    return html('<div class="bb-evidence">{lines}{whole}</div>', lines=lines, whole=whole)


def _shown(scope: Scope, voice: FigureVoice, one: Measured, piece: Evidence, *, told: bool) -> Html:
    """Return what a piece of evidence is: a file as a link to it, or a place in the ledger."""
    kind = voice.word(f"evidence_kind.{piece.kind}")
    if not told:
        return html("{said}", said=voice.word("benefits.evidence.not_told", kind=kind))
    if piece.content_hash:
        return html(
            "{kind}: {file}<br><small>SHA-256 {hash}…</small>",
            kind=kind,
            file=file_link(scope, one.measurement_id, piece.number, piece.file_name),
            hash=piece.content_hash[:HASH_SHOWN],
        )
    place = (piece.ledger_year, piece.ledger_unit, piece.ledger_function_code, piece.ledger_account_code)
    parts = ", ".join(str(part) for part in place if part is not None)
    return html("{kind}: {parts}", kind=kind, parts=parts) if parts else html("{kind}", kind=kind)


def file_link(scope: Scope, measurement_id: str, number: int, name: str | None) -> Html:
    """Return the link to a stored file; where its name may not be told, that it is of another unit."""
    if name is None:
        return html("{said}", said=text(scope.language, "benefits.evidence.elsewhere"))
    address = scope.address(f"/eksport/evidence.{ENDING}", measurement=measurement_id, number=str(number))
    return html('<a href="{address}" download>{name}</a>', address=address, name=name)


def _verdict(voice: FigureVoice, one: Measured) -> Html:
    if one.verdict is None:
        return benefits_words.quiet(voice.word("benefits.verdict.waits"))
    by = voice.owner(one.verifier_role) if one.verifier_role else voice.word("benefits.owner.not_told")
    day = voice.day(one.verified_on) if one.verified_on else voice.word("figure.undated")
    amount = NOTHING
    if one.verified_minor is not None:
        amount = html(": {amount}", amount=voice.money(one.verified_minor))
    finding = html("<br>{said}", said=one.finding) if one.finding else NOTHING
    return html(
        "{verdict}{amount}<br><small>{by}, {day}</small>{finding}",
        finding=finding,
        verdict=voice.word(f"verdict.{one.verdict}"),
        amount=amount,
        by=by,
        day=day,
    )


def _note(voice: FigureVoice, found: BenefitPage, one: Measured) -> Html:
    said = "; ".join(part for part in (one.method, one.note) if part)
    absent = "benefits.text.none" if found.facts.texts_told else "benefits.text.not_told"
    return html("{said}", said=said) if said else benefits_words.quiet(voice.word(absent))
