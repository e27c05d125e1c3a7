"""A year-to-date file beside those loaded before it: does it repeat another period, does it go backwards?"""

from collections.abc import Mapping

from data.importers.context import Context, LoadedFile
from data.importers.problems import Problem, Severity

_LISTED = 10


def sequence_problems(
    context: Context, period: int, file_hash: str, total: int, by_code: Mapping[str, int]
) -> list[Problem]:
    """Return how a file of cumulative actuals contradicts the loaded files of its year.

    Args:
        context: what is loaded; `accept_decrease` turns "goes backwards" into a warning.
        period: the period that the file was told to end at.
        file_hash: of its bytes.
        total: its actuals in minor units.
        by_code: the same by `"<unit_id> <function_code>"`.
    """
    others = [file for file in context.loaded if file.fiscal_year == context.year and file.period != period]
    repeated = [file for file in others if _same(file, file_hash, total, by_code)]
    if repeated:
        return [_repeats(repeated[0], period)]
    severity = Severity.WARNING if context.accept_decrease else Severity.ERROR
    earlier = max((file for file in others if file.period < period), key=lambda file: file.period, default=None)
    later = min((file for file in others if file.period > period), key=lambda file: file.period, default=None)
    problems = []
    if earlier is not None and total < earlier.actual_total:
        problems.append(_backwards(severity, earlier, total, _fallen(earlier.actual_by_code, by_code), context))
    if later is not None and total > later.actual_total:
        problems.append(_backwards(severity, later, total, _fallen(by_code, later.actual_by_code), context))
    return problems


def _same(file: LoadedFile, file_hash: str, total: int, by_code: Mapping[str, int]) -> bool:
    same_sums = bool(by_code) and total == file.actual_total and dict(by_code) == dict(file.actual_by_code)
    return file.file_hash == file_hash or same_sums


def _repeats(file: LoadedFile, period: int) -> Problem:
    extra = {"loaded_period": str(file.period), "loaded_year": str(file.fiscal_year)}
    return Problem("repeats_period", found=str(period), extra=extra)


def _fallen(before: Mapping[str, int], after: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return the codes whose sum fell from one period to the next, those that fell most first."""
    falls = ((code, after.get(code, 0) - total) for code, total in before.items())
    return sorted((fall for fall in falls if fall[1] < 0), key=lambda fall: (fall[1], fall[0]))


def _backwards(
    severity: Severity, other: LoadedFile, total: int, fallen: list[tuple[str, int]], context: Context
) -> Problem:
    exponent = context.currency_exponent
    listed = "; ".join(f"{code}: {plain_amount(fall, exponent)}" for code, fall in fallen[:_LISTED])
    extra = {
        "loaded_period": str(other.period),
        "loaded_total": plain_amount(other.actual_total, exponent),
        "fallen": listed,
        "fallen_count": str(len(fallen)),
    }
    return Problem("goes_backwards", severity, found=plain_amount(total, exponent), extra=extra)


def plain_amount(minor: int, exponent: int) -> str:
    """Return minor units as a plain decimal number with a point, such as -1362250.00."""
    digits = str(abs(minor)).rjust(exponent + 1, "0")
    whole, decimals = (digits[:-exponent], "." + digits[-exponent:]) if exponent else (digits, "")
    return f"{'-' if minor < 0 else ''}{whole}{decimals}"
