"""The answers about rules of reinvestment: the versions in time, and what another would have given."""

from dataclasses import dataclass

from dashboard import reinvest_results
from dashboard.scope import Scope
from metrics import load
from metrics.reinvestment_tables import ReinvestmentTables
from metrics.rule_effect import RuleEffect, named, rule_effect
from metrics.rule_history import history
from metrics.rule_timeline import DatedRule, in_force, timeline, to_compare


@dataclass(frozen=True)
class Rules:
    """The versions of a municipality, the last first, and the ledger that they share savings of."""

    versions: tuple[DatedRule, ...]
    ledger: ReinvestmentTables

    @property
    def standing(self) -> DatedRule | None:
        """The version in force; None where there is none."""
        return in_force(self.versions)


def rules_of(scope: Scope) -> Rules:
    """Return the versions as they stand at the end of the quarter that is looked at."""
    ledger = reinvest_results.ledger_of(scope)
    return Rules(timeline(ledger.rules, scope.quarter.last_day), ledger)


def effect_of(scope: Scope, found: Rules, wanted: str | None) -> RuleEffect | None:
    """Return what a version would have given beside the one in force; None where there are not two to compare.

    A unit that the reader may not know by name is told as the nearest above it that may be.
    """
    standing, asked = found.standing, to_compare(found.versions, wanted)
    if standing is None or asked is None:
        return None
    savings = history(found.ledger.savings, found.ledger.transactions)
    effect = rule_effect(savings, standing.rule, asked.rule, scope.quarter.year)
    return named(effect, load.told_units(scope.principal, scope.municipality_id, scope.quarter))
