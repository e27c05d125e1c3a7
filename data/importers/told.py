"""What has to be told with a file that does not say it: its year and period, in the municipality's own currency."""

from data.importers.context import Context
from data.importers.problems import Problem
from data.importers.profiles import PeriodRule, Profile

FIRST_YEAR, LAST_YEAR = 1990, 2100
_QUARTER_ENDS = (3, 6, 9, 12)


def told_problems(profile: Profile, context: Context) -> list[Problem]:
    """Return what was told wrongly or not at all."""
    problems = []
    if profile.currency not in (None, context.currency):
        problems.append(Problem("other_currency", found=context.currency, wanted=profile.currency or ""))
    if profile.period in (PeriodRule.TOLD_QUARTER, PeriodRule.TOLD_YEAR):
        problems += _year(context)
    if profile.period is PeriodRule.TOLD_QUARTER and context.period not in _QUARTER_ENDS:
        found = "" if context.period is None else str(context.period)
        problems.append(Problem("period_not_told", found=found, wanted="03, 06, 09, 12"))
    return problems


def _year(context: Context) -> list[Problem]:
    if context.year is None:
        return [Problem("year_not_told", wanted="2022")]
    if not FIRST_YEAR <= context.year <= LAST_YEAR:
        return [Problem("year_not_told", found=str(context.year), wanted="2022")]
    return []
