"""What was measured of the demo's benefits, what shows it, and what the economy unit found."""

import hashlib
from collections.abc import Iterator

from data.benefit_vocabulary import Verdict
from data.demo.effect_periods import minor, parts_of
from data.demo.effects import Done, Effect, Place, Track
from data.demo.services import THOUSAND_KRONER
from data.importers.benefit_rows import EvidenceRow, MeasurementRow, VerificationRow
from data.vocabulary import Kind

ENTERED_BY, VERIFIER, VERIFIER_UNIT = "Prosjektleder", "Økonomirådgiver", "120"


def measurements(benefit_id: str, effect: Effect) -> Iterator[MeasurementRow]:
    """Yield what was measured of a benefit, the followed periods first."""
    followed = _followed(effect, effect.followed) if effect.followed else ()
    for done in (*followed, *effect.done):
        amount = minor(done.thousand)
        yield MeasurementRow(
            benefit_id,
            done.year,
            done.period,
            effect.gains,
            ENTERED_BY,
            (_evidence(done, amount),),
            amount_minor=amount,
            quantity=done.quantity,
            price_year=done.year,
            value_after=done.value,
            compared_after=done.others,
            volume_after=done.volume,
            cost_after_minor=minor(done.cost_thousand),
            note=done.note,
            routes=done.routes,
            verification=_verification(done),
        )


def _followed(effect: Effect, track: Track) -> Iterator[Done]:
    """Yield a measurement for each period that is over; amounts are rounded to whole thousand kroner."""
    for part in parts_of(effect):
        percent, place = track.percent.get(part.year), (part.year, part.period)
        if percent is None or place > track.until:
            continue
        thousand = None if part.amount_minor is None else round(part.amount_minor * percent / 100 / THOUSAND_KRONER)
        quantity = None if part.quantity is None else round(part.quantity * percent / 100, 3)
        routes = tuple((route, round((quantity or 0) * share / 100, 3), basis) for route, share, basis in track.shares)
        verified = thousand if track.verified_from <= place <= track.verified else None
        yield Done(*place, track.proof, thousand, verified, quantity, routes)


def _evidence(done: Done, amount: int | None) -> EvidenceRow:
    """Return what shows a measurement; a loss is shown as much as a gain."""
    supports = None if amount is None else abs(amount)
    if isinstance(done.proof, Place):
        place = done.proof
        return EvidenceRow(
            supports,
            ledger_kind=Kind.ACTUAL,
            ledger_year=done.year,
            ledger_unit_id=place.unit_id,
            ledger_function_code=place.function_code,
            ledger_account_code=place.account_code,
        )
    content = f"Oppdiktet dokumentasjon i demokommunen Fjellvik: {done.proof}, {done.year}, periode {done.period}.\n"
    stored = content.encode()
    return EvidenceRow(supports, hashlib.sha256(stored).hexdigest(), f"{done.proof}.txt", stored)


def _verification(done: Done) -> VerificationRow | None:
    if done.rejected:
        return VerificationRow(Verdict.REJECTED, None, VERIFIER, VERIFIER_UNIT, done.rejected)
    if done.verified is None and not done.confirmed:
        return None
    note = "Kontrollert mot bilag og regnskap."
    return VerificationRow(Verdict.CONFIRMED, minor(done.verified), VERIFIER, VERIFIER_UNIT, note)
