"""What a file (or the demo municipality) says of the benefits register: checked rows, ready to store."""

from dataclasses import dataclass, field
from datetime import date

from data.benefit_vocabulary import (
    MILLION,
    BenefitLevel,
    BenefitType,
    Confidence,
    Counterfactual,
    CutBasis,
    DfoType,
    Flow,
    InitiativeState,
    KsType,
    PartyKind,
    Phase,
    ProjectionKind,
    Route,
    Verdict,
    WizardType,
)
from data.importers.outlook_rows import AdoptionRow, ScenarioRow, UnpricedRow
from data.vocabulary import AuthorityKind, Grain, Kind


@dataclass(frozen=True)
class PartyRow:
    """Somebody who may pay or gain; an own unit's party has the unit's id."""

    party_id: str
    kind: PartyKind
    name: str
    unit_id: str | None = None


@dataclass(frozen=True)
class InitiativeRow:
    """An initiative; amounts are kroner of `price_year`. `parts` says what partners do, `absent` explains absences."""

    initiative_id: str
    name: str
    unit_id: str
    phase: Phase
    price_year: int
    currency: str
    state: InitiativeState = InitiativeState.RUNNING
    decider_role: str | None = None
    started_on: date | None = None
    next_decision_on: date | None = None
    leader_term_ends_on: date | None = None
    realisation_budget_minor: int | None = None
    cost_low_millionths: int | None = None
    cost_high_millionths: int | None = None
    summary: str | None = None
    partners: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    absent: tuple[tuple[PartyKind, str], ...] = ()


@dataclass(frozen=True)
class PrerequisiteRow:
    """What must be in place for a benefit to come."""

    description: str
    responsible_role: str | None
    noted_on: date
    met_on: date | None = None


@dataclass(frozen=True)
class BenefitRow:
    """A benefit of an initiative; see `data.schema.initiatives.Benefit`. `leads_to` are arrows of the map."""

    benefit_id: str
    initiative_id: str
    name: str
    benefit_type: BenefitType
    wizard_type: WizardType
    dfo_type: DfoType
    ks_type: KsType | None
    unit_id: str
    level: BenefitLevel = BenefitLevel.SOLUTION
    owner_role: str | None = None
    description: str | None = None
    working: str | None = None
    unexpected: bool = False
    staffing_floor: bool = False
    indicator_id: str | None = None
    unit_of_measure: str | None = None
    better: str = "higher"
    grain: Grain = Grain.YEAR
    first_effect_on: date | None = None
    baseline_value: float | None = None
    baseline_on: date | None = None
    baseline_method: str | None = None
    baseline_count: int | None = None
    baseline_population: int | None = None
    compared_with: str | None = None
    compared_before: float | None = None
    volume_before: float | None = None
    unit_cost_before_minor: int | None = None
    fixed_cost_before_minor: int | None = None
    counterfactual: Counterfactual = Counterfactual.NONE
    deadweight_millionths: int = 0
    displacement_millionths: int = 0
    attribution_millionths: int = MILLION
    drop_off_millionths: int = 0
    confidence: Confidence = Confidence.F
    low_millionths: int | None = None
    high_millionths: int | None = None
    prerequisites: tuple[PrerequisiteRow, ...] = ()
    leads_to: tuple[str, ...] = ()


@dataclass(frozen=True)
class LineRow:
    """A line of a projection; see `data.schema.realisation.ProjectionLine`."""

    flow: Flow
    fiscal_year: int
    period: int
    benefit_id: str | None = None
    bearer_id: str | None = None
    beneficiary_id: str | None = None
    amount_minor: int | None = None
    quantity: float | None = None
    route: Route | None = None


@dataclass(frozen=True)
class ProjectionRow:
    """An adopted plan or forecast of an initiative, whole."""

    initiative_id: str
    kind: ProjectionKind
    as_of: date
    lines: tuple[LineRow, ...]
    decision_reference: str | None = None
    authority_kind: AuthorityKind | None = None
    reason: str | None = None


@dataclass(frozen=True)
class EvidenceRow:
    """What shows a measurement: ledger lines by place, or a file by its hash (its content where it comes along)."""

    supports_minor: int | None = None
    content_hash: str | None = None
    file_name: str | None = None
    content: bytes | None = None
    ledger_kind: Kind | None = None
    ledger_year: int | None = None
    ledger_unit_id: str | None = None
    ledger_function_code: str | None = None
    ledger_account_code: str | None = None


@dataclass(frozen=True)
class VerificationRow:
    """What a verifier found of a measurement."""

    verdict: Verdict
    verified_minor: int | None
    verifier_role: str
    verifier_unit_id: str
    note: str | None = None


@dataclass(frozen=True)
class MeasurementRow:
    """What was realised of a benefit in a period for a beneficiary, with what shows it."""

    benefit_id: str
    fiscal_year: int
    period: int
    beneficiary_id: str
    entered_role: str
    evidence: tuple[EvidenceRow, ...]
    amount_minor: int | None = None
    quantity: float | None = None
    price_year: int | None = None
    value_after: float | None = None
    compared_after: float | None = None
    volume_after: float | None = None
    cost_after_minor: int | None = None
    method: str | None = None
    note: str | None = None
    routes: tuple[tuple[Route, float, CutBasis | None], ...] = ()
    verification: VerificationRow | None = None


@dataclass(frozen=True)
class ClaimRow:
    """A line of the realisation calendar; `change_reference` names the booked budget change of the unit and year."""

    benefit_id: str
    fiscal_year: int
    period: int
    unit_id: str
    amount_minor: int
    responsible_role: str
    function_code: str | None = None
    account_code: str | None = None
    change_reference: str | None = None


@dataclass
class BenefitRows:
    """All that one source says of the register."""

    parties: list[PartyRow] = field(default_factory=list)
    initiatives: list[InitiativeRow] = field(default_factory=list)
    benefits: list[BenefitRow] = field(default_factory=list)
    projections: list[ProjectionRow] = field(default_factory=list)
    measurements: list[MeasurementRow] = field(default_factory=list)
    claims: list[ClaimRow] = field(default_factory=list)
    unpriced: list[UnpricedRow] = field(default_factory=list)
    scenarios: list[ScenarioRow] = field(default_factory=list)
    adoptions: list[AdoptionRow] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Tell whether anything is said."""
        return any(vars(self).values())
