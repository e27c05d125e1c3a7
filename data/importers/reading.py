"""The one way in for every file: a profile, the bytes and what was told become checked tables and problems."""

from data.importers.benefit_table import read_benefits
from data.importers.change_groups import read_change_groups
from data.importers.context import Context
from data.importers.decision_table import read_adjustments, read_budget_changes
from data.importers.fixed_width import read_fixed_width
from data.importers.indicator_export import read_indicator_export
from data.importers.indicator_table import read_indicators
from data.importers.long_ledger import read_long_ledger
from data.importers.outsider_table import read_outsider_profile
from data.importers.parsed import Parsed
from data.importers.profiles import Profile, Reader
from data.importers.rules import (
    ChangeGroupRules,
    FixedWidthRules,
    IndicatorExportRules,
    LongLedgerRules,
    PlainRules,
    WideLedgerRules,
)
from data.importers.unit_table import read_units
from data.importers.wide_ledger import read_wide_ledger

_PLAIN = {
    Reader.INDICATORS: read_indicators,
    Reader.UNITS: read_units,
    Reader.BUDGET_CHANGES: read_budget_changes,
    Reader.ADJUSTMENTS: read_adjustments,
    Reader.BENEFITS: read_benefits,
    Reader.OUTSIDER_PROFILE: read_outsider_profile,
}


def read(profile: Profile, content: bytes, context: Context) -> Parsed:
    """Return everything a file says. Bad content never raises: it is in `problems`, all of it.

    Args:
        profile: the known export that the file is.
        content: the bytes of the file.
        context: the municipality, what was told of year and period, and what is loaded already.
    """
    match profile.rules:
        case FixedWidthRules() as rules:
            return read_fixed_width(profile, rules, content, context)
        case WideLedgerRules() as rules:
            return read_wide_ledger(profile, rules, content, context)
        case LongLedgerRules() as rules:
            return read_long_ledger(profile, rules, content, context)
        case IndicatorExportRules() as rules:
            return read_indicator_export(profile, rules, content, context)
        case ChangeGroupRules() as rules:
            return read_change_groups(profile, rules, content, context)
        case PlainRules() as rules:
            return _PLAIN[profile.reader](profile, rules, content, context)
