"""What the reinvestment page shows: the answer, the steps from plan to use, balances, what waits, and the streams."""

from dataclasses import dataclass

from metrics.benefit_tables import BenefitTables
from metrics.benefits_page import BenefitsPage
from metrics.facts import money, share
from metrics.reinvestment_checks import Disagreement, disagreements
from metrics.reinvestment_flow import Stream, streams
from metrics.reinvestment_places import Holding, LoanStanding, holdings, loans
from metrics.reinvestment_rows import SavingRow, saving_rows, waiting
from metrics.reinvestment_scope import looked_at
from metrics.reinvestment_stages import Stage, stages
from metrics.reinvestment_tables import ReinvestmentTables
from metrics.results import Fact, Finding
from metrics.saving_sources import own_money


@dataclass(frozen=True)
class ReinvestmentPage:
    """Everything the overview shows of a unit and all below, free of language.

    Attributes:
        findings: The answer in sentences.
        stages: From planned to spent, in the prices of `price_year`.
        rows: The savings that were ever proposed.
        waiting: Those that wait for somebody.
        holdings: What accounts hold, by account and unit; kroner of each year itself, as everything below.
        loans: The innovation fund's loans.
        disagreements: Where the ledger and what it rests on do not agree, and what is owed.
        streams: From savings to what they paid for.
    """

    findings: tuple[Finding, ...]
    stages: tuple[Stage, ...]
    rows: tuple[SavingRow, ...]
    waiting: tuple[SavingRow, ...]
    holdings: tuple[Holding, ...]
    loans: tuple[LoanStanding, ...]
    disagreements: tuple[Disagreement, ...]
    streams: tuple[Stream, ...]
    price_year: int


def reinvestment_page(
    ledger: ReinvestmentTables, register: BenefitTables, benefits: BenefitsPage | None
) -> ReinvestmentPage | None:
    """Return what the overview shows; None where nothing was entered for the unit by the end of the quarter.

    Args:
        ledger: The municipality's ledger.
        register: Its benefits register, as the unit and quarter look at it.
        benefits: What the benefits page shows of the same.
    """
    at = looked_at(ledger, register)
    if at.ledger.empty:
        return None
    rows, steps = saving_rows(at), stages(at, benefits)
    wait = waiting(rows)
    return ReinvestmentPage(
        findings=(answer(steps), *paid_by_savings(at.ledger), *_waiting(wait)),
        stages=steps,
        rows=rows,
        waiting=wait,
        holdings=holdings(at),
        loans=loans(at),
        disagreements=disagreements(at, rows),
        streams=streams(at),
        price_year=register.quarter.year,
    )


def answer(steps: tuple[Stage, ...]) -> Finding:
    """Return what became of the verified savings, in one sentence: verified, returned, spent."""
    by_key = {step.key: step.amount_minor for step in steps}
    verified, returned, spent = (by_key[key] for key in ("verified", "returned", "spent"))
    if verified is None or returned is None or spent is None:
        nominal = {step.key: step.nominal_minor or 0 for step in steps}
        facts = {"returned": money(nominal["returned"]), "spent": money(nominal["spent"])}
        return Finding("reinvestment.nominal", facts)
    if verified <= 0:
        return Finding("reinvestment.none_verified", {"returned": money(returned), "spent": money(spent)})
    facts = {"verified": money(verified), "returned": money(returned), "spent": money(spent)}
    if returned <= 0:
        return Finding("reinvestment.none_returned", {"verified": money(verified)})
    return Finding("reinvestment.answer", facts | {"share": share(returned / verified)})


def paid_by_savings(ledger: ReinvestmentTables) -> tuple[Finding, ...]:
    """Return how much of what booked savings give came of older, reinvested ones and is not new own money."""
    own = own_money(ledger)
    if own.of_savings_minor <= 0:
        return ()
    facts = {"new": money(own.new_minor), "again": money(own.of_savings_minor)}
    return (Finding("reinvestment.own_money", facts),)


def _waiting(rows: tuple[SavingRow, ...]) -> tuple[Finding, ...]:
    """Return how many savings wait for a decision, and how much they hold."""
    if not rows:
        return ()
    facts = {"count": Fact("count", len(rows)), "amount": money(sum(row.distributable_minor for row in rows))}
    return (Finding("reinvestment.waiting", facts),)
