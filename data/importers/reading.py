"""The one way in for every file: a profile, the bytes and what was told become checked tables and problems."""

from data.importers.context import Context
from data.importers.fixed_width import read_fixed_width
from data.importers.indicator_export import read_indicator_export
from data.importers.long_ledger import read_long_ledger
from data.importers.parsed import Parsed
from data.importers.profiles import Profile
from data.importers.rules import FixedWidthRules, IndicatorExportRules, LongLedgerRules, WideLedgerRules
from data.importers.wide_ledger import read_wide_ledger


def read(profile: Profile, content: bytes, context: Context) -> Parsed:
    """Return everything a file says. Bad content never raises: it is in `problems`, all of it.

    Args:
        profile: the known export that the file is.
        content: the bytes of the file.
        context: the municipality, what was told of year and period, and what is loaded already.
    """
    rules = profile.rules
    if isinstance(rules, WideLedgerRules):
        return read_wide_ledger(profile, rules, content, context)
    if isinstance(rules, FixedWidthRules):
        return read_fixed_width(profile, rules, content, context)
    if isinstance(rules, LongLedgerRules):
        return read_long_ledger(profile, rules, content, context)
    if isinstance(rules, IndicatorExportRules):
        return read_indicator_export(profile, rules, content, context)
    raise NotImplementedError(profile.reader)
