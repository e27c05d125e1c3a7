"""What of a gains plan is said in the same words on the page, in files and on the command line."""

from collections.abc import Iterable

from dashboard import format
from dashboard.sentences import Voice
from metrics.benefit_tables import BenefitTables
from metrics.gains_checks import Gap, GapLine, gap_lines
from metrics.gains_grant import GrantOffer
from metrics.gains_page import OTHERS
from metrics.gains_plan import CutReason, RequiredCuts
from metrics.told_parties import ANOTHER_UNIT, names


def called(tables: BenefitTables, voice: Voice) -> dict[str, str]:
    """Return what each entity and unit is called, as it may be told."""
    town = tables.municipality
    own = {town.municipality_id: town.name, ANOTHER_UNIT: voice.word("party.another_unit")}
    return {**names(tables), **own, OTHERS: voice.word("cofund.others")}


def gaps_said(voice: Voice, found: Iterable[Gap], names: dict[str, str]) -> list[str]:
    """Return each thing that is missing as a sentence, the years of the same kind and entity together."""
    return [_gap_said(voice, line, names) for line in gap_lines(tuple(found))]


def _gap_said(voice: Voice, line: GapLine, names: dict[str, str]) -> str:
    who = names.get(line.entity_id or "", line.entity_id or "")
    return voice.word(f"gains_gap.{line.kind}", entity=who, year=stretch(line.years), measure=line.measure)


def stretch(years: tuple[int, ...]) -> str:
    """Return years as somebody writes them: a stretch by its ends, others one by one."""
    if len(years) > 1 and years == tuple(range(years[0], years[-1] + 1)):
        return f"{years[0]}\N{EN DASH}{years[-1]}"
    return ", ".join(map(str, years))


def reasons_said(voice: Voice, reasons: Iterable[CutReason]) -> str:
    """Return why cuts of this size, or none, are required."""
    return "; ".join(voice.word(f"cut_reason.{reason}") for reason in reasons)


def rule_said(voice: Voice, cuts: RequiredCuts) -> list[str]:
    """Return the rule set behind the cuts: what it says, its source, its days, and that somebody must confirm it."""
    rule = cuts.rule
    what = voice.word(
        "cofund.rule.said",
        applicant=format.share(voice.language, rule.applicant_share),
        other=format.share(voice.language, rule.other_share),
        amount=voice.money(rule.other_above_minor),
    )
    basis = voice.word(f"threshold_basis.{cuts.threshold_basis}", amount=voice.money(rule.other_above_minor))
    since = voice.word(
        "cofund.rule.from",
        since=format.day(voice.language, rule.valid_from),
        source=rule.source,
        mark=voice.word(f"value_flow.mark.{rule.mark.lower()}"),
    )
    verified = format.day(voice.language, rule.last_verified)
    key = "command.gains_plan.confirm" if cuts.confirm_rule else "cofund.rule.verified"
    return [what, basis, since, voice.word(key, day=verified)]


def grant_said(voice: Voice, offer: GrantOffer | None, applied_minor: int | None) -> list[str]:
    """Return how large a grant may be sought, or every reason why none may, and what was applied for."""
    if offer is None:
        return [voice.word("cofund.grant.unknown")]
    if offer.grant_minor is None:
        said = [voice.word("cofund.grant.none")]
        said += [voice.word(f"grant_refusal.{one}") for one in offer.refusals]
    else:
        share = format.share(voice.language, offer.share)
        said = [voice.word("cofund.grant.most", amount=voice.money(offer.grant_minor), share=share)]
    if applied_minor is not None:
        said.append(voice.word("cofund.grant.applied", amount=voice.money(applied_minor)))
    return said
