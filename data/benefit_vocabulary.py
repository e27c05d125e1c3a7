"""The closed lists of words of the benefits register: phases, types, parties, flows and routes.

A value is stored as its text; a label for a person lives in `dashboard/words`, by this value.
"""

from enum import StrEnum


class Phase(StrEnum):
    """A phase of Prosjektveiviseren; before each stands a decision point."""

    IDEA = "idea"
    CONCEPT = "concept"
    PLANNING = "planning"
    EXECUTION = "execution"
    CLOSING = "closing"
    REALISATION = "realisation"


EARLY = frozenset({Phase.IDEA, Phase.CONCEPT})
"""Phases in which the solution is not chosen: a benefit of solving the problem is enough."""
REALISING = frozenset({Phase.EXECUTION, Phase.CLOSING, Phase.REALISATION})
"""Phases whose benefits are counted in coverage: earlier ones need no owner, baseline or measurement yet."""


class InitiativeState(StrEnum):
    """Whether an initiative goes on."""

    RUNNING = "running"
    STOPPED = "stopped"
    COMPLETED = "completed"


class BenefitType(StrEnum):
    """What kind of value a benefit is; only `cash` can ever become money in one's own budget."""

    CASH = "cash"
    REALLOCATION = "reallocation"
    OTHER_PUBLIC = "other_public"
    SOCIETY = "society"
    QUALITY = "quality"
    DISBENEFIT = "disbenefit"


BUDGET_EFFECTS = frozenset({BenefitType.CASH, BenefitType.REALLOCATION, BenefitType.OTHER_PUBLIC})
"""The types of benefit that become effects in a public budget, and so enter the gross gain of a gains plan."""


class WizardType(StrEnum):
    """The heading of Prosjektveiviseren's benefits plan that a benefit stands under."""

    OWN_BUDGET = "own_budget"
    ALTERNATIVE_USE = "alternative_use"
    OTHER_PUBLIC_PRICED = "other_public_priced"
    UNPRICED = "unpriced"


class DfoType(StrEnum):
    """The type of benefit by DFØ's guidance."""

    EFFICIENCY = "efficiency"
    QUALITY = "quality"
    OTHER_ACTORS = "other_actors"


class KsType(StrEnum):
    """The type of benefit by KS's guidance."""

    AVOIDED_COST = "avoided_cost"
    TIME_SAVED = "time_saved"
    BETTER_QUALITY = "better_quality"


class BenefitLevel(StrEnum):
    """Whether a benefit comes of solving a problem, whatever the solution, or of one solution."""

    PROBLEM = "problem"
    SOLUTION = "solution"


class PartyKind(StrEnum):
    """Who pays or gains; every kind is listed for an initiative, or its absence is explained."""

    UNIT = "unit"
    EMPLOYEES = "employees"
    MUNICIPALITY = "municipality"
    COUNTY = "county"
    HOSPITAL_TRUST = "hospital_trust"
    STATE_AGENCY = "state_agency"
    CITIZENS = "citizens"
    BUSINESS = "business"


PUBLIC_KINDS = frozenset(
    {
        PartyKind.UNIT,
        PartyKind.MUNICIPALITY,
        PartyKind.COUNTY,
        PartyKind.HOSPITAL_TRUST,
        PartyKind.STATE_AGENCY,
    }
)
"""Parties with a public budget. `municipality` is another municipality than one's own."""


class ProjectionKind(StrEnum):
    """Whether a projection is what was decided (a plan) or what is expected now (a forecast)."""

    PLAN = "plan"
    FORECAST = "forecast"


class Flow(StrEnum):
    """What a line of a projection is an amount of.

    A cost is paid by its bearer. A benefit goes to its beneficiary, and is the fruit of what its bearer pays; a
    disbenefit is a benefit below zero. A transfer leaves the bearer and reaches the beneficiary, and adds nothing.
    """

    BENEFIT = "benefit"
    COST = "cost"
    OPERATING_COST = "operating_cost"
    TRANSFER = "transfer"


class Route(StrEnum):
    """What became of the hours that were freed."""

    QUALITY = "quality"
    CUT = "cut"
    REALLOCATED = "reallocated"
    GROWTH_ABSORBED = "growth_absorbed"
    UNREALISED = "unrealised"


class CutBasis(StrEnum):
    """What was cut where hours became money."""

    POSTS = "posts"
    OVERTIME = "overtime"
    SUBSTITUTES = "substitutes"
    AGENCY = "agency"


class Counterfactual(StrEnum):
    """How it is known what would have happened otherwise."""

    NONE = "none"
    BEFORE_AFTER = "before_after"
    COMPARISON_GROUP = "comparison_group"
    RANDOMISED = "randomised"
    DEADWEIGHT = "deadweight"


class Confidence(StrEnum):
    """How good the evidence behind an estimate is, A the best."""

    A = "a"
    B = "b"
    C = "c"
    D = "d"
    E = "e"
    F = "f"


class EvidenceKind(StrEnum):
    """What shows that a benefit was realised: lines of the ledger, or a stored file."""

    LEDGER = "ledger"
    FILE = "file"


class Verdict(StrEnum):
    """What a verifier found."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class Importance(StrEnum):
    """How much an unpriced effect matters to the party it falls on."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


MILLION = 1_000_000
"""Shares and probabilities are kept in millionths, so that sums of them are exact."""
