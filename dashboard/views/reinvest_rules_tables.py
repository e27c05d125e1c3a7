"""The rules as tables: the versions beside each other, and what another would have given by account, unit and year."""

from collections.abc import Mapping

from dashboard import rule_results, rule_words
from dashboard.notices import NothingToShow
from dashboard.reinvest_place import place
from dashboard.scope import Scope
from dashboard.sentences import Voice
from dashboard.table import Column, Table, Typed
from dashboard.views.scorecard_table import voice_of
from data.money_vocabulary import SHARED
from metrics.rule_effect import Both, RuleEffect
from metrics.rule_timeline import DatedRule
from metrics.told_parties import ANOTHER_UNIT

COMPARED = ("standing", "asked", "change")
"""The columns of a comparison: under the version in force, under the other, and the difference."""


def versions(scope: Scope, found: tuple[DatedRule, ...]) -> Table:
    """Return the versions beside each other: a row for each thing that is decided, a column a version."""
    voice = voice_of(scope)
    cells = [_cells(voice, dated) for dated in found]
    names = list(cells[0]) if cells else []
    rows = tuple(
        (voice.word(f"rules.row.{name}", currency=voice.currency_name()), *(one[name] for one in cells))
        for name in names
    )
    columns = (Column(voice.word("rules.row")), *(Column(dated.rule.version, "own") for dated in found))
    return Table(voice.word("rules.file.versions"), columns, rows, scope.currency_exponent)


def _cells(voice: Voice, dated: DatedRule) -> dict[str, Typed]:
    """Return everything that a version decides, in the order of the table."""
    rule = dated.rule
    taper = " · ".join(rule_words.share(voice, step) for step in rule.taper)
    shares = zip(SHARED, rule.shares, strict=True)
    return {
        "state": Typed("text", voice.word(f"rules.state.{dated.state}")),
        "valid_from": Typed("date", rule.valid_from),
        "valid_to": Typed("date", dated.valid_to) if dated.valid_to else Typed("text", voice.word("rules.open")),
        "resolution": _or_none(voice, Typed("text", rule.council_resolution)),
        "resolved_on": _or_none(voice, Typed("date", dated.resolved_on)),
        **{f"share.{account}": Typed("text", rule_words.share(voice, share)) for account, share in shares},
        "threshold": Typed("money", rule.threshold_minor),
        "default_account": Typed("text", voice.word(f"account.{rule.default_account}")),
        "cap": _or_none(voice, Typed("money", rule.cap_minor)),
        "years": Typed("count", rule.years),
        "taper": _or_none(voice, Typed("text", taper or None)),
        "loan_first": _truth(voice, rule.loan_first),
        "recipient_scope": Typed("text", voice.word(f"recipient_scope.{rule.recipient_scope}")),
        "staffing_floor_exempt": _truth(voice, rule.staffing_floor_exempt),
    }


def _or_none(voice: Voice, cell: Typed) -> Typed:
    """Return the cell; what there is none of is said so, since it is not missing."""
    return Typed("text", voice.word("rules.none")) if cell.value is None else cell


def _truth(voice: Voice, true: bool) -> Typed:
    return Typed("text", voice.word("imports.yes" if true else "imports.no"))


def _heads(voice: Voice, effect: RuleEffect) -> tuple[Column, ...]:
    said = {"standing": effect.standing.version, "asked": effect.asked.version}
    return tuple(Column(voice.word(f"rules.compared.{name}", rule=said.get(name, "")), "money") for name in COMPARED)


def _three(both: Both) -> tuple[int, int, int]:
    return both.standing_minor, both.asked_minor, both.change_minor


def by_account(scope: Scope, effect: RuleEffect) -> Table:
    """Return what each account would have got under both, and what there was to share."""
    voice = voice_of(scope)
    total = Both(effect.distributable_minor, effect.distributable_minor)
    rows = [(voice.word(f"account.{account}"), *_three(both)) for account, both in effect.accounts.items()]
    rows.append((voice.word("rules.compared.total"), *_three(total)))
    columns = (Column(voice.word("rules.compared.account")), *_heads(voice, effect))
    return Table(voice.word("rules.file.compared"), columns, tuple(rows), scope.currency_exponent)


def by_unit(scope: Scope, effect: RuleEffect) -> Table:
    """Return what each unit saved, and what it would itself have got of it under both."""
    voice = voice_of(scope)
    rows = tuple(
        (unit_name(scope, unit), effect.saved.get(unit, 0), *_three(both)) for unit, both in effect.kept.items()
    )
    columns = (Column(voice.word("rules.compared.unit")), Column(voice.word("rules.compared.saved"), "money"))
    return Table(voice.word("rules.file.compared"), (*columns, *_heads(voice, effect)), rows, scope.currency_exponent)


def compared(scope: Scope, effect: RuleEffect) -> Table:
    """Return every line of the comparison: year, unit that saved, account, and the amounts under both."""
    voice = voice_of(scope)
    rows = tuple(
        (
            str(line.fiscal_year),
            unit_name(scope, line.unit_id),
            voice.word(f"account.{line.account}"),
            *_three(line.given),
        )
        for line in effect.lines
    )
    columns = tuple(Column(voice.word(f"rules.compared.{name}")) for name in ("year", "unit", "account"))
    return Table(voice.word("rules.file.compared"), (*columns, *_heads(voice, effect)), rows, scope.currency_exponent)


def unit_name(scope: Scope, unit_id: str) -> str:
    """Return what a unit is called; one that may not be named is another unit of the municipality."""
    names = {unit.unit_id: unit.name for unit in scope.choices.units}
    if unit_id in names:
        return names[unit_id]
    said = voice_of(scope).word(f"party.{ANOTHER_UNIT}")
    return said[:1].upper() + said[1:]


def versions_file(scope: Scope) -> Table:
    """Return every version as a file has it."""
    found = rule_results.rules_of(scope).versions
    if not found:
        raise NothingToShow("no_rules", town=scope.municipality_name)
    return versions(scope, found)


def compared_file(scope: Scope, asked: Mapping[str, str]) -> Table:
    """Return the comparison with the version that the address asks for."""
    effect = rule_results.effect_of(scope, rule_results.rules_of(scope), place(asked).rule)
    if effect is None:
        raise NothingToShow("no_comparison", town=scope.municipality_name)
    return compared(scope, effect)
