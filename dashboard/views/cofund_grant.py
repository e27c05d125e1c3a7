"""The grant of the co-funding scheme as a table: what is sought, and the rules of the day."""

from dashboard import format
from dashboard.cofund_results import PlanPage
from dashboard.figures import FigureVoice
from dashboard.scope import Scope
from dashboard.table import Table
from dashboard.views.cofund_tables import made
from dashboard.views.scorecard_table import voice_of
from metrics.gains_grant import GrantOffer
from metrics.gains_rules import GrantRule

GRANT = (("term", "text"), ("said", "text"))


def grant(scope: Scope, found: PlanPage) -> Table:
    """Return what is sought and the rules of the grant: each a term and what it is."""
    return made(scope, "grant", GRANT, iter(_grant_rows(voice_of(scope), found)))


def _grant_rows(voice: FigureVoice, found: PlanPage) -> list[tuple[str, str]]:
    wanted, absent = found.plan.tables.sought, voice.word("benefits.not_stated")
    amounts = {
        "total_cost": wanted.total_cost_minor if wanted else None,
        "sought": wanted.grant_applied_minor if wanted else None,
    }
    years_told = wanted.budget_years if wanted else None
    told = {
        "applicant": found.names[found.plan.tables.applicant_id],
        "category": voice.word(f"grant_category.{wanted.grant_category}") if wanted else absent,
        **{name: absent if amount is None else voice.money(amount) for name, amount in amounts.items()},
        "budget_years": absent if years_told is None else str(years_told),
        **_rule(voice, found.plan.grant),
    }
    return [(voice.word(f"cofund.grant.{name}"), said) for name, said in told.items()]


def _rule(voice: FigureVoice, offer: GrantOffer | None) -> dict[str, str]:
    rule = offer.rule if offer else None
    if rule is None:
        return {}
    unlimited = voice.word("cofund.grant.no_limit")
    limits = {"cost_from": rule.cost_from_minor, "cost_to": rule.cost_to_minor, "cap": rule.most_minor}
    return {
        **{name: unlimited if limit is None else voice.money(limit) for name, limit in limits.items()},
        "share": format.share(voice.language, rule.share),
        "years": unlimited if rule.budget_years is None else str(rule.budget_years),
        "valid": _valid(voice, rule),
        "read_from": voice.word(
            "cofund.grant.source",
            source=rule.source,
            mark=voice.word(f"value_flow.mark.{rule.mark.lower()}"),
            day=voice.day(rule.last_verified),
        ),
    }


def _valid(voice: FigureVoice, rule: GrantRule) -> str:
    since = voice.day(rule.valid_from)
    if rule.valid_to is None:
        return voice.word("cofund.grant.since", since=since)
    return voice.word("cofund.grant.between", since=since, until=voice.day(rule.valid_to))
