"""The sentences of the value flow: who loses by the present arrangement, kroner a year, and who gains."""

from collections.abc import Sequence

from metrics.results import Fact, Finding, Missing
from metrics.told_parties import ANOTHER_UNIT
from metrics.value_flow_answer import PartyRow


def party(party_id: str, names: dict[str, str]) -> Fact:
    """Return a party's name for a sentence; one that may not be named is another unit of the municipality."""
    if party_id == ANOTHER_UNIT:
        return Fact("word", f"party.{ANOTHER_UNIT}")
    return Fact("text", names.get(party_id, party_id))


def answer(parties: Sequence[PartyRow], names: dict[str, str], why: Missing | None) -> tuple[Finding, ...]:
    """Return who loses and who gains, or why nothing can be said.

    Args:
        parties: The parties' figures.
        names: Name by party.
        why: Why there is nothing to show; None where there is.
    """
    if why is not None:
        facts = {"why": Fact("word", f"missing.{why}"), "do": Fact("word", f"missing.{why}.do")}
        return (Finding("dimension.missing", facts),)
    total = sum(row.npv_minor for row in parties)
    if total * 2 < -len(parties):  # each was rounded by itself
        return (Finding("value_flow.not_worth_it", {"amount": Fact("money", -total)}),)
    paying = (row for row in parties if row.bearer and row.loss_minor)  # also where it only moves money
    losers = sorted(paying, key=lambda row: -row.loss_minor)
    said = [_loses(losers, names) if losers else Finding("value_flow.nobody_loses")]
    winner = max(parties, key=lambda row: row.npv_minor)
    if winner.npv_minor > 0:
        said.append(_gains(winner, names))
    return tuple(said)


def _loses(losers: list[PartyRow], names: dict[str, str]) -> Finding:
    worst = losers[0]
    facts = {"party": party(worst.party_id, names)}
    if worst.loss_a_year_minor is None:
        facts["amount"] = Fact("money", worst.loss_minor)
        return Finding("value_flow.loses_at_once", facts)
    facts["amount"] = Fact("money", worst.loss_a_year_minor)
    if len(losers) == 1:
        return Finding("value_flow.loses", facts)
    return Finding("value_flow.most_of_losers", {**facts, "count": Fact("count", len(losers))})


def _gains(winner: PartyRow, names: dict[str, str]) -> Finding:
    facts = {"party": party(winner.party_id, names)}
    if winner.npv_a_year_minor is None:
        return Finding("value_flow.gains_at_once", {**facts, "amount": Fact("money", winner.npv_minor)})
    return Finding("value_flow.gains", {**facts, "amount": Fact("money", winner.npv_a_year_minor)})
