"""Look up what the demo's register says, in thousand kroner, for the tests beside this file."""

from data.benefit_vocabulary import Flow, ProjectionKind
from data.demo.initiatives import demo_register
from data.importers.benefit_rows import BenefitRow, ClaimRow, InitiativeRow, LineRow, MeasurementRow, ProjectionRow

THOUSAND = 100_000


def initiative(key: str) -> InitiativeRow:
    (row,) = [row for row in demo_register().initiatives if row.initiative_id == key]
    return row


def benefit(key: str) -> BenefitRow:
    (row,) = [row for row in demo_register().benefits if row.benefit_id == key]
    return row


def plans(key: str) -> list[ProjectionRow]:
    """Return the plans of an initiative, the original one first."""
    return [row for row in demo_register().projections if (row.initiative_id, row.kind) == (key, ProjectionKind.PLAN)]


def forecasts(key: str) -> list[ProjectionRow]:
    rows = demo_register().projections
    return [row for row in rows if (row.initiative_id, row.kind) == (key, ProjectionKind.FORECAST)]


def measured(key: str) -> list[MeasurementRow]:
    return [row for row in demo_register().measurements if row.benefit_id == key]


def claims(key: str) -> list[ClaimRow]:
    return [row for row in demo_register().claims if row.benefit_id == key]


def thousand(lines: tuple[LineRow, ...], **wanted: object) -> float:
    """Return the sum of the lines that have all these values."""
    kept = [line for line in lines if all(getattr(line, name) == value for name, value in wanted.items())]
    return sum(line.amount_minor or 0 for line in kept) / THOUSAND


def net_of(lines: tuple[LineRow, ...], party: str) -> float:
    """Return what a party gains less what it pays, undiscounted; transfers count on both sides."""
    gains = thousand(lines, flow=Flow.BENEFIT, beneficiary_id=party)
    received = thousand(lines, flow=Flow.TRANSFER, beneficiary_id=party)
    paid = sum(thousand(lines, flow=flow, bearer_id=party) for flow in (Flow.COST, Flow.OPERATING_COST, Flow.TRANSFER))
    return gains + received - paid


def realised(key: str) -> float:
    return sum(row.amount_minor or 0 for row in measured(key)) / THOUSAND


def verified(key: str) -> float:
    return sum(row.verification.verified_minor or 0 for row in measured(key) if row.verification) / THOUSAND
