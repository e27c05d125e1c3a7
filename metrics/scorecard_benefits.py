"""The benefits band of the scorecard: what came of what was planned, what of it is verified, and what is money."""

from dataclasses import replace

from data.vocabulary import Dimension
from metrics.benefit_coverage import BENEFITS_MEASURED, BENEFITS_VERIFIED
from metrics.benefit_figures import BenefitFigures, benefit_figures
from metrics.benefit_rows import Sums
from metrics.budget_cuts import VERIFIED_AND_CUT
from metrics.card import Metric
from metrics.facts import money
from metrics.realisation import REALISATION_RATE, REALISATION_RATE_ORIGINAL, VERIFIED_SHARE
from metrics.results import DimensionResult, Fact, Finding, Kpi, Missing, Status
from metrics.scorecard_cards import QUARTERS_SHOWN, Figure, Shared, card
from metrics.scorecard_reinvestment import ledger_of, reinvested

_CARDS = (REALISATION_RATE, VERIFIED_SHARE, BENEFITS_MEASURED, VERIFIED_AND_CUT)
_MORE = (REALISATION_RATE_ORIGINAL, BENEFITS_VERIFIED)
_NOT_VERIFIED = Finding("benefits.none_verified")
_NONE = Figure(None, None, None, None, Missing.NOT_DUE_YET)
"""What stands where no benefit is to be realised by now."""


def figures_of_band(shared: Shared) -> BenefitFigures | None:
    """Return the register's figures for the scorecard; None where the unit has no benefit or none were fetched."""
    tables = shared.tables
    if tables.benefits is None:
        return None
    quarter = tables.quarter
    return benefit_figures(tables.benefits, [*quarter.shifted(1 - QUARTERS_SHOWN).until(quarter), tables.compared_with])


def benefits_band(found: BenefitFigures, shared: Shared) -> DimensionResult:
    """Return the benefits band: cards, sentences, and the status of the rate against the current plan."""
    cards = tuple(_card(metric, found, shared) for metric in _CARDS)
    lead = cards[0]
    return DimensionResult(
        dimension=Dimension.BENEFITS,
        lead=lead.key,
        status=lead.status,
        findings=_findings(found, shared),
        kpis=cards,
        why_missing=lead.why_missing,
        more=tuple(_card(metric, found, shared) for metric in _MORE),
    )


def _findings(found: BenefitFigures, shared: Shared) -> tuple[Finding, ...]:
    """Return the band's sentences; what became of the verified savings stands second, where any was given back."""
    said, at = band_findings(found), ledger_of(shared)
    cut = found.by_metric[VERIFIED_AND_CUT.key].get(found.tables.quarter)
    return (*said[:1], *(reinvested(at, cut) if at else ()), *said[1:])


def _card(metric: Metric, found: BenefitFigures, shared: Shared) -> Kpi:
    quarter = shared.tables.quarter
    by_quarter = dict(found.by_metric[metric.key])
    by_quarter.setdefault(quarter, _NONE)
    kpi = card(metric, by_quarter, shared)
    status = Status.NOT_DUE if kpi.why_missing is Missing.NOT_DUE_YET else kpi.status
    day = quarter.last_day if kpi.value is not None else None
    return replace(kpi, status=status, as_of=day, batch_ids=())


def band_findings(found: BenefitFigures) -> tuple[Finding, ...]:
    """Return what the register says in sentences: realised of planned, what of it is verified and cut, and the rest."""
    quarter = found.tables.quarter
    rate = found.by_metric[REALISATION_RATE.key][quarter]
    said = [_realised(rate)]
    if rate.why in (None, Missing.ZERO_DENOMINATOR):
        said += _verified(found)
    measured = found.by_metric[BENEFITS_MEASURED.key].get(quarter)
    if measured is not None and measured.numerator != measured.denominator:
        counts = {"part": Fact("count", measured.numerator or 0), "whole": Fact("count", measured.denominator or 0)}
        said.append(Finding("benefits.measured", counts))
    return tuple(said)


def _realised(rate: Figure) -> Finding:
    if rate.why is Missing.NOT_MEASURED and (rate.denominator or 0) > 0:
        return Finding("benefits.not_measured", {"planned": money(rate.denominator or 0)})
    if rate.why is not None and rate.why is not Missing.ZERO_DENOMINATOR:
        facts = {"why": Fact("word", f"missing.{rate.why}"), "do": Fact("word", f"missing.{rate.why}.do")}
        return Finding("dimension.missing", facts)
    realised, planned = rate.numerator or 0, rate.denominator or 0
    if planned <= 0:
        return Finding("benefits.realised_unplanned", {"realised": money(realised)})
    if realised < 0:
        return Finding("benefits.loss", {"realised": money(realised), "planned": money(planned)})
    facts = {"realised": money(realised), "planned": money(planned), "share": Fact("share", rate.value or 0.0)}
    return Finding("benefits.realised", facts)


def sums_findings(sums: Sums) -> tuple[Finding, ...]:
    """Return what some kroner say in sentences: realised of planned to date, what is verified, and the end."""
    said = [_realised(sums.rate)]
    if (sums.realised or 0) > 0:
        verified = sums.verified or 0
        said.append(Finding("benefits.verified", {"verified": money(verified)}) if verified > 0 else _NOT_VERIFIED)
    return (*said, *in_the_end(sums))


def in_the_end(sums: Sums) -> tuple[Finding, ...]:
    """Return what is expected in the end against the current plan, where both are known and differ."""
    if sums.completion is None or not sums.planned_total or sums.planned_total < 0 or sums.gap == 0:
        return ()
    code = "benefits.completion" if sums.completion >= 0 else "benefits.completion_loss"
    return (Finding(code, {"expected": money(sums.completion), "planned": money(sums.planned_total)}),)


def _verified(found: BenefitFigures) -> list[Finding]:
    row = found.sums.iloc[0]
    verified, cut = int(row["verified"]), found.by_metric[VERIFIED_AND_CUT.key][found.tables.quarter]
    if int(row["realised"]) <= 0:
        return []
    if verified <= 0:
        return [_NOT_VERIFIED]
    if cut.value is None:
        return [Finding("benefits.verified", {"verified": money(verified)})]
    if cut.value == 0:
        return [Finding("benefits.verified_not_cut", {"verified": money(verified)})]
    return [Finding("benefits.verified_and_cut", {"verified": money(verified), "cut": money(cut.value)})]
