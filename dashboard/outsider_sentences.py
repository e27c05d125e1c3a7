"""What the outsider accounts say in sentences: the same on the page, on paper and on the command line."""

import math

from dashboard import format
from dashboard.sentences import Voice
from metrics.outsider_answer import OutsiderAnswer


def accounts_said(found: OutsiderAnswer, voice: Voice) -> list[str]:
    """Return what the measure may be worth, and when that has covered its cost."""
    accounts = found.accounts
    worth = {"present": voice.money(accounts.total.potential_minor), "cost": voice.money(accounts.cost_minor)}
    key = "worth" if accounts.scenario.schedule else "worth_undiscounted"
    return [
        voice.word(f"command.outsiders.{key}", net=voice.money(accounts.net.potential_minor), **worth),
        _break_even(accounts.break_even_age, voice),
    ]


def payer_said(found: OutsiderAnswer, voice: Voice) -> list[str]:
    """Return what the level that pays has of the effects and what the others have; a wrong pocket is said."""
    payer = found.payer
    level = voice.word(f"admin_level.{payer.paid_by}")
    paid = {"own": voice.money(payer.payer_gains_minor), "others": voice.money(payer.others_minor)}
    said = [voice.word("command.outsiders.pays", level=level, cost=voice.money(payer.cost_minor), **paid)]
    if payer.wrong_pocket:
        said.append(voice.word("command.outsiders.wrong_pocket", level=level, net=voice.money(payer.payer_net_minor)))
    return said


def few_said(found: OutsiderAnswer, voice: Voice) -> list[str]:
    """Return the warning about a target group that is too small to be told of for one unit; else nothing."""
    return [] if found.accounts.shown_per_unit else [voice.word("command.outsiders.too_few")]


def every_sentence(found: OutsiderAnswer, voice: Voice) -> list[str]:
    """Return everything that is said of a measure."""
    return [*accounts_said(found, voice), *payer_said(found, voice), *few_said(found, voice)]


def _break_even(age: int | None, voice: Voice) -> str:
    return voice.word("command.outsiders.never") if age is None else voice.word("command.outsiders.break_even", age=age)


def rate_said(found: OutsiderAnswer, voice: Voice) -> list[str]:
    """Return up to which discount rate the measure is worth its cost; nothing where no one rate tells."""
    rate = found.break_even_rate
    said = voice.word("outsiders.sure.rate", rate=format.share(voice.language, rate)) if not math.isnan(rate) else ""
    return [said] if said else []


def lift_said(found: OutsiderAnswer, voice: Voice) -> str:
    """Return how much the share that succeeds must rise for the measure to be worth its cost."""
    lift = found.accounts.required_lift
    if math.isnan(lift):
        return voice.word("command.outsiders.no_lift")
    reach = "lift" if found.accounts.lift_within_reach else "lift_beyond"
    return voice.word(f"command.outsiders.{reach}", lift=format.points(voice.language, lift))
