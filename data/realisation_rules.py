"""What must hold of a plan, a measurement, a verification and a line of the realisation calendar, each on its own.

As in `data.benefit_rules` a rule answers with problems whose `column` is the name of the field.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from data.benefit_rules import length_problems
from data.benefit_vocabulary import BenefitType, CutBasis, Flow, ProjectionKind, Route, Verdict
from data.importers.benefit_rows import (
    ClaimRow,
    EvidenceRow,
    LineRow,
    MeasurementRow,
    ProjectionRow,
    VerificationRow,
)
from data.importers.problems import Problem
from data.importers.sequence import plain_amount
from data.schema.initiatives import EvidenceFile
from data.schema.realisation import BudgetClaim, Measurement, MeasurementEvidence, Projection, Verification
from data.vocabulary import Grain

HOURS = "hours"
"""The unit of measure of freed time, whose quantities have routes."""
PERIODS = {Grain.YEAR: (12,), Grain.QUARTER: (3, 6, 9, 12), Grain.MONTH: tuple(range(1, 13))}
"""The periods in which a benefit of a grain may have lines and measurements."""
NEARLY = 1e-9
"""Hours are real numbers: parts may add up to a hair more than the whole."""
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class BenefitFacts:
    """What the rules of plans and measurements need to know of a benefit and of its initiative.

    Attributes:
        benefit_type: What kind of value it is.
        grain: How often it is measured.
        price_year: The initiative's: its plans are in kroner of that year.
        unit_of_measure: What its quantities count; `hours` have routes.
        unexpected: Nobody planned it, so its planned value is 0.
        staffing_floor: The posts behind it may not be cut.
        compared: Whether it is measured against a comparison group.
        unit_id: The unit of the line leader who answers for it.
        owner_role: The title of that leader.
        above: The units above that unit, and itself.
        below: The units below that unit, and itself.
    """

    benefit_type: BenefitType
    grain: Grain
    price_year: int
    unit_of_measure: str | None = None
    unexpected: bool = False
    staffing_floor: bool = False
    unit_id: str = ""
    owner_role: str | None = None
    above: frozenset[str] = field(default_factory=frozenset)
    below: frozenset[str] = field(default_factory=frozenset)
    compared: bool = False


def price_year_problems(told: int | None, wanted: Collection[int], column: str = "price_year") -> list[Problem]:
    """Return a problem where amounts are told in kroner of another year than may be; None says nothing of it."""
    if told is None or told in wanted:
        return []
    return [Problem("other_price_year", column=column, found=str(told), wanted=", ".join(map(str, sorted(wanted))))]


def projection_problems(row: ProjectionRow, benefits: Mapping[str, BenefitFacts], plans_before: int) -> list[Problem]:
    """Return what is wrong with a plan or a forecast that is to be adopted.

    Args:
        row: The projection with all its lines.
        benefits: The benefits of its initiative; a line of another is a problem.
        plans_before: How many plans of the initiative are adopted already.
    """
    told = {"decision_reference": row.decision_reference, "reason": row.reason}
    found = length_problems(told, Projection)
    decided = (row.decision_reference or "").strip() and row.authority_kind
    if row.kind == ProjectionKind.PLAN and plans_before and not decided:
        found.append(
            Problem("plan_without_decision", column="decision_reference", extra={"number": str(plans_before + 1)})
        )
    if not row.lines:
        found.append(Problem("no_lines", column="lines"))
    for number, line in enumerate(row.lines, start=1):
        found += line_problems(line, benefits, row.kind, number)
    return found


def line_problems(
    line: LineRow, benefits: Mapping[str, BenefitFacts], kind: ProjectionKind, number: int = 0
) -> list[Problem]:
    """Return what is wrong with a line of a projection; the problems' row is its number, counted from 1."""
    facts = benefits.get(line.benefit_id) if line.benefit_id else None
    if line.benefit_id and facts is None:
        found = [Problem("unknown_benefit", column="benefit_id", found=line.benefit_id)]
    else:
        found = [*_parties(line), *_stretch(line.period, facts.grain if facts else Grain.MONTH), *_value(line)]
        found += _of_benefit(line, facts, kind) if facts else ()
    extra = {"benefit": line.benefit_id or "", "year": str(line.fiscal_year)}
    return [replace(problem, row=number, extra=extra) for problem in found]


def measurement_problems(row: MeasurementRow, facts: BenefitFacts, exponent: int = 2) -> list[Problem]:
    """Return what is wrong with a measurement and what shows it.

    Args:
        row: The measurement; with neither amount nor quantity it withdraws the one before.
        facts: Of its benefit.
        exponent: Decimals of the currency, for the amounts in the problems.
    """
    found = length_problems(vars(row), Measurement)
    found += [*_stretch(row.period, facts.grain), *_routes(row, facts), *_after(row, facts)]
    found += price_year_problems(row.price_year, {row.fiscal_year, facts.price_year})
    if facts.benefit_type == BenefitType.DISBENEFIT and (row.amount_minor or 0) > 0:
        found.append(Problem("disbenefit_above_zero", column="amount_minor", found=_plain(row.amount_minor, exponent)))
    if row.amount_minor is None and row.quantity is None:
        return found
    return [*found, *_evidence(row, exponent)]


def verification_problems(
    row: VerificationRow, measured: MeasurementRow, facts: BenefitFacts, exponent: int = 2
) -> list[Problem]:
    """Return what is wrong with a verification: who may not make it, and how much it may confirm."""
    independence = independence_problems(row, measured.entered_role, facts)
    return [*independence, *confirmed_problems(row, measured.amount_minor, exponent)]


def confirmed_problems(row: VerificationRow, realised_minor: int | None, exponent: int = 2) -> list[Problem]:
    """Return what is wrong with how much a verification confirms of what was realised."""
    found = length_problems(vars(row), Verification)
    if row.verdict == Verdict.REJECTED:
        return found + ([Problem("rejected_with_amount", column="verified_minor")] if row.verified_minor else [])
    if realised_minor is None:
        return found
    if row.verified_minor is None:
        return [*found, Problem("verified_without_amount", column="verified_minor")]
    if not min(realised_minor, 0) <= row.verified_minor <= max(realised_minor, 0):
        told, most = _plain(row.verified_minor, exponent), _plain(realised_minor, exponent)
        found.append(Problem("verified_above_realised", column="verified_minor", found=told, wanted=most))
    return found


def independence_problems(row: VerificationRow, entered_role: str, facts: BenefitFacts) -> list[Problem]:
    """Return why somebody is not independent enough to verify, by role and unit."""
    said = row.verifier_role.strip().casefold()
    owner = (facts.owner_role or "").strip().casefold()
    if said == owner and row.verifier_unit_id == facts.unit_id:
        return [Problem("verifier_is_owner", column="verifier_role", found=row.verifier_role)]
    if row.verifier_unit_id in facts.above | facts.below | {facts.unit_id}:
        return [Problem("verifier_in_line", column="verifier_unit_id", found=row.verifier_unit_id)]
    if said == entered_role.strip().casefold():
        return [Problem("verifier_entered", column="verifier_role", found=row.verifier_role)]
    return []


def claim_problems(row: ClaimRow, exponent: int = 2) -> list[Problem]:
    """Return what is wrong with a line of the realisation calendar on its own."""
    found = [*length_problems(vars(row), BudgetClaim), *_stretch(row.period, Grain.MONTH)]
    if row.amount_minor <= 0:
        amount = _plain(row.amount_minor, exponent)
        found.append(Problem("claim_not_above_zero", column="amount_minor", found=amount))
    if not row.responsible_role.strip():
        found.append(Problem("empty_text", column="responsible_role"))
    return found


def _plain(minor: int | None, exponent: int) -> str:
    return plain_amount(minor or 0, exponent)


def _parties(line: LineRow) -> Iterator[Problem]:
    if line.flow == Flow.BENEFIT and line.benefit_id is None:
        yield Problem("line_without_benefit", column="benefit_id")
    if line.flow in (Flow.BENEFIT, Flow.TRANSFER) and line.beneficiary_id is None:
        yield Problem("line_without_beneficiary", column="beneficiary_id")
    if line.flow in (Flow.COST, Flow.OPERATING_COST) and line.beneficiary_id is not None:
        yield Problem("cost_with_beneficiary", column="beneficiary_id", found=line.beneficiary_id)
    if line.flow != Flow.BENEFIT and line.bearer_id is None:
        yield Problem("line_without_bearer", column="bearer_id")


def _stretch(period: int, grain: Grain) -> Iterator[Problem]:
    if period not in PERIODS[grain]:
        wanted = "1-12" if grain == Grain.MONTH else ", ".join(map(str, PERIODS[grain]))
        yield Problem("off_grain", column="period", found=str(period), wanted=wanted)


def _value(line: LineRow) -> Iterator[Problem]:
    if line.amount_minor is None and line.quantity is None:
        yield Problem("line_without_value", column="amount_minor")


def _of_benefit(line: LineRow, facts: BenefitFacts, kind: ProjectionKind) -> Iterator[Problem]:
    if line.flow != Flow.BENEFIT:
        return
    if facts.unexpected and kind == ProjectionKind.PLAN and (line.amount_minor or line.quantity):
        yield Problem("unexpected_planned", column="amount_minor", wanted="0")
    if facts.benefit_type == BenefitType.DISBENEFIT and (line.amount_minor or 0) > 0:
        yield Problem("disbenefit_above_zero", column="amount_minor")
    if facts.unit_of_measure == HOURS and (line.quantity or 0) < 0:
        yield Problem("negative_hours", column="quantity", found=f"{line.quantity:g}", wanted="0")
    if line.route is not None and facts.unit_of_measure != HOURS:
        yield Problem("route_without_hours", column="route", found=line.route)


def _routes(row: MeasurementRow, facts: BenefitFacts) -> Iterator[Problem]:
    hours = facts.unit_of_measure == HOURS
    if hours and (row.quantity or 0) < 0:
        yield Problem("negative_hours", column="quantity", found=f"{row.quantity:g}", wanted="0")
    if row.routes and not hours:
        yield Problem("route_without_hours", column="routes")
    for route, told, basis in row.routes:
        if told < 0:
            yield Problem("negative_hours", column="routes", found=f"{told:g}", wanted="0")
        if (route == Route.CUT) != (basis is not None):
            yield Problem("cut_without_basis" if basis is None else "basis_without_cut", column="cut_basis")
        if facts.staffing_floor and route == Route.CUT and basis == CutBasis.POSTS and told:
            yield Problem("cut_under_floor", column="cut_basis", found=f"{told:g}")
    total, most = sum(told for _, told, _ in row.routes), max(0.0, row.quantity or 0.0)
    if total > most * (1 + NEARLY):
        yield Problem("routes_above_hours", column="routes", found=f"{total:g}", wanted=f"{most:g}")
    cut = any(route == Route.CUT and told > 0 for route, told, _ in row.routes)
    if hours and facts.benefit_type == BenefitType.CASH and (row.amount_minor or 0) > 0 and not cut:
        yield Problem("cash_without_cut", column="amount_minor")


AFTER = ("value_after", "compared_after", "volume_after", "cost_after_minor")
"""What a measurement tells beside its result: the indicator of both groups, and what how much cost."""


def _after(row: MeasurementRow, facts: BenefitFacts) -> Iterator[Problem]:
    told = {name: getattr(row, name) for name in AFTER if getattr(row, name) is not None}
    if row.compared_after is not None and not facts.compared:
        yield Problem("comparison_without_group", column="compared_after", found=f"{row.compared_after:g}")
    for name in ("volume_after", "cost_after_minor"):
        if told.get(name, 0) < 0:
            yield Problem("below_zero", column=name, found=f"{told[name]:g}", wanted="0")
    if told and row.amount_minor is None and row.quantity is None:
        yield Problem("measured_without_result", column="quantity")


def _evidence(row: MeasurementRow, exponent: int) -> Iterator[Problem]:
    if not row.evidence:
        yield Problem("realised_without_evidence", column="evidence")
        return
    for number, one in enumerate(row.evidence, start=1):
        yield from (replace(problem, extra={"number": str(number)}) for problem in _shown_by(one))
    supported = sum(one.supports_minor or 0 for one in row.evidence)
    if row.amount_minor is not None and row.amount_minor > supported:
        told, most = _plain(row.amount_minor, exponent), _plain(supported, exponent)
        yield Problem("realised_above_evidence", column="amount_minor", found=told, wanted=most)


def _shown_by(one: EvidenceRow) -> Iterator[Problem]:
    of_file = one.content_hash is not None or one.content is not None
    place = (one.ledger_kind, one.ledger_year, one.ledger_unit_id)
    yield from length_problems({"name": one.file_name}, EvidenceFile)
    yield from length_problems(vars(one), MeasurementEvidence)
    if of_file == any(part is not None for part in place):
        yield Problem("evidence_of_nothing" if not of_file else "evidence_of_two", column="evidence")
    elif not of_file and None in place:
        yield Problem("ledger_place_incomplete", column="ledger_unit_id")
    if one.content_hash is not None and not _HASH.fullmatch(one.content_hash):
        yield Problem("bad_hash", column="content_hash", found=one.content_hash[:12])
    if one.content is not None and not (one.file_name or "").strip():
        yield Problem("file_without_name", column="file_name")
    if (one.supports_minor or 0) < 0:
        yield Problem("below_zero", column="supports_minor", found=str(one.supports_minor), wanted="0")
