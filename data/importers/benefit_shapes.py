"""Rows of the benefits template as rows of the register, one function a kind; nothing is checked here."""

import re
from collections.abc import Iterable, Sequence

from data.benefit_vocabulary import MILLION, BenefitLevel, Confidence, Counterfactual, Flow, InitiativeState
from data.importers.benefit_cells import Better, Cells
from data.importers.benefit_fields import RowKind
from data.importers.benefit_rows import (
    BenefitRow,
    ClaimRow,
    EvidenceRow,
    InitiativeRow,
    LineRow,
    MeasurementRow,
    PartyRow,
    PrerequisiteRow,
)
from data.importers.benefit_types import dfo_type_of, ks_type_of, wizard_type_of
from data.importers.outlook_rows import AdoptionRow, ScenarioRow, UnpricedRow
from data.importers.problems import Problem
from data.vocabulary import Grain, Kind

YEAR_END = 12
EVIDENCE_WANTED = "ledger:actual/2025/unit/202/*, sha256:…"
_ANY = "*"
_LEDGER = re.compile(r"ledger:([a-z]+)/([0-9]{4})/([^/]+)/([^/]+)/([^/]+)")
_FILE = re.compile(r"sha256:([0-9a-fA-F]{64})")


def apart(kind: RowKind, code: str) -> Problem:
    """Return the problem of a row that adds to what its file does not tell of."""
    return Problem("told_apart", found=code, extra={"row_kind": str(kind)})


def party_of(cells: Cells) -> PartyRow:
    """Return a party."""
    return PartyRow(cells["party"], cells["party_kind"], cells["name"], cells["unit"])


def initiative_of(cells: Cells, absent: Iterable[Cells], currency: str) -> InitiativeRow:
    """Return an initiative with what is said of the parties that it does not touch."""
    return InitiativeRow(
        initiative_id=cells["initiative"],
        name=cells["name"],
        unit_id=cells["unit"],
        phase=cells["phase"],
        price_year=cells["price_year"],
        currency=(cells["currency"] or currency).upper(),
        state=cells["state"] or InitiativeState.RUNNING,
        decider_role=cells["role"],
        started_on=cells["date"],
        next_decision_on=cells["next_decision_on"],
        leader_term_ends_on=cells["leader_term_ends_on"],
        realisation_budget_minor=cells["amount"],
        cost_low_millionths=cells["cost_low"],
        cost_high_millionths=cells["cost_high"],
        summary=cells["text"],
        partners=partners_of(cells),
        absent=tuple((row["party_kind"], row["text"]) for row in absent),
    )


def partners_of(cells: Cells) -> tuple[str, ...]:
    """Return the parties that take part, told with commas between them."""
    return tuple(part.strip() for part in (cells["partners"] or "").split(",") if part.strip())


_AS_TOLD = (
    "unit_of_measure",
    "first_effect_on",
    "baseline_on",
    "baseline_method",
    "working",
    "baseline_count",
    "baseline_population",
    "compared_with",
    "compared_before",
    "volume_before",
)
"""Columns that a benefit has under the same name."""


def benefit_of(cells: Cells, prerequisites: Iterable[PrerequisiteRow], leads_to: Iterable[str]) -> BenefitRow:
    """Return a benefit; the three code systems follow from its type where the row does not say."""
    kind = cells["type"]
    return BenefitRow(
        benefit_id=cells["benefit"],
        initiative_id=cells["initiative"],
        name=cells["name"],
        benefit_type=kind,
        wizard_type=cells["wizard_type"] or wizard_type_of(kind),
        dfo_type=cells["dfo_type"] or dfo_type_of(kind),
        ks_type=cells["ks_type"] or ks_type_of(kind),
        unit_id=cells["unit"],
        level=cells["level"] or BenefitLevel.SOLUTION,
        owner_role=cells["role"],
        description=cells["text"],
        unexpected=bool(cells["unexpected"]),
        staffing_floor=bool(cells["staffing_floor"]),
        indicator_id=cells["indicator"],
        better=cells["better"] or Better.HIGHER,
        grain=cells["grain"] or Grain.YEAR,
        baseline_value=cells["baseline"],
        unit_cost_before_minor=cells["unit_cost_before"],
        fixed_cost_before_minor=cells["fixed_cost_before"],
        counterfactual=cells["counterfactual"] or Counterfactual.NONE,
        deadweight_millionths=cells["deadweight"] or 0,
        displacement_millionths=cells["displacement"] or 0,
        drop_off_millionths=cells["drop_off"] or 0,
        attribution_millionths=_whole_unless(cells["attribution"]),
        confidence=cells["confidence"] or Confidence.F,
        low_millionths=cells["low"],
        high_millionths=cells["high"],
        prerequisites=tuple(prerequisites),
        leads_to=tuple(leads_to),
        **{name: cells[name] for name in _AS_TOLD},
    )


def prerequisite_of(cells: Cells) -> PrerequisiteRow:
    """Return what must be in place."""
    return PrerequisiteRow(cells["name"], cells["role"], cells["date"], cells["met_on"])


def line_of(cells: Cells) -> LineRow:
    """Return a line of a plan or forecast; without a flow it is of a benefit."""
    return LineRow(
        flow=cells["flow"] or Flow.BENEFIT,
        fiscal_year=cells["year"],
        period=cells["period"] or YEAR_END,
        benefit_id=cells["benefit"],
        bearer_id=cells["bearer"],
        beneficiary_id=cells["beneficiary"],
        amount_minor=cells["amount"],
        quantity=cells["quantity"],
        route=cells["route"],
    )


def measurement_of(rows: Sequence[Cells]) -> MeasurementRow:
    """Return what was realised: the first row tells how much, each row may bring evidence and a route of hours."""
    first = rows[0]
    routes = tuple((row["route"], row["hours"] or 0.0, row["cut_basis"]) for row in rows if row["route"] is not None)
    shown = (evidence_of(row) for row in rows)
    return MeasurementRow(
        benefit_id=first["benefit"],
        fiscal_year=first["year"],
        period=first["period"] or YEAR_END,
        beneficiary_id=first["beneficiary"],
        entered_role=first["role"],
        evidence=tuple(one for one in shown if one is not None),
        amount_minor=first["amount"],
        quantity=first["quantity"],
        price_year=first["price_year"],
        value_after=first["value_after"],
        compared_after=first["compared_after"],
        volume_after=first["volume_after"],
        cost_after_minor=first["cost_after"],
        method=first["method"],
        note=first["text"],
        routes=routes,
    )


def evidence_of(cells: Cells) -> EvidenceRow | None:
    """Return what shows a measurement; None where the cell is blank or cannot be read."""
    told = cells["evidence"] or ""
    of_file, of_ledger = _FILE.fullmatch(told), _LEDGER.fullmatch(told)
    if of_file:
        return EvidenceRow(cells["supports"], content_hash=of_file[1].lower())
    if of_ledger is None or of_ledger[1] not in set(Kind):
        return None
    function, account = (None if part == _ANY else part for part in (of_ledger[4], of_ledger[5]))
    return EvidenceRow(
        supports_minor=cells["supports"],
        ledger_kind=Kind(of_ledger[1]),
        ledger_year=int(of_ledger[2]),
        ledger_unit_id=of_ledger[3],
        ledger_function_code=function,
        ledger_account_code=account,
    )


def claim_of(cells: Cells) -> ClaimRow:
    """Return a line of the realisation calendar."""
    return ClaimRow(
        benefit_id=cells["benefit"],
        fiscal_year=cells["year"],
        period=cells["period"] or 1,
        unit_id=cells["unit"],
        amount_minor=cells["amount"],
        responsible_role=cells["role"],
        function_code=cells["function"],
        account_code=cells["account"],
        change_reference=cells["reference"],
    )


def unpriced_of(cells: Cells) -> UnpricedRow:
    """Return an effect without a price."""
    return UnpricedRow(cells["initiative"], cells["party"], cells["name"], cells["importance"], cells["magnitude"])


def scenario_of(cells: Cells) -> ScenarioRow:
    """Return a way that an initiative may go; `year` is the last before it can be stopped, at `amount`."""
    return ScenarioRow(
        initiative_id=cells["initiative"],
        name=cells["name"],
        probability_millionths=cells["probability"],
        benefit_factor_millionths=_whole_unless(cells["benefit_factor"]),
        cost_factor_millionths=_whole_unless(cells["cost_factor"]),
        stop_year=cells["year"],
        stop_cost_minor=cells["amount"],
    )


def _whole_unless(told: int | None) -> int:
    return MILLION if told is None else told


def adoption_of(cells: Cells) -> AdoptionRow:
    """Return how many are to take it into use: `name` says who, `amount` what each gains in a year."""
    return AdoptionRow(
        initiative_id=cells["initiative"],
        adopter=cells["name"],
        adopters_planned=cells["adopters_planned"],
        adopters_now=cells["adopters_now"],
        gain_per_adopter_minor=cells["amount"],
        fixed_cost_minor=cells["fixed_cost"],
        first_year=cells["year"],
        last_year=cells["last_year"],
    )
