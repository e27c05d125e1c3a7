"""How numbers, money, shares, dates and quarters are written, by language.

Sentences and cards hold at most three significant digits; tables hold every digit. Spaces inside a figure do not
break, and a minus is a real minus.
"""

from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date
from babel.numbers import format_decimal

from dashboard.words import Written, text
from data.periods import Quarter

SPACE = "\u00a0"
MINUS = "\u2212"

_SCALES = ((Decimal(10**9), "scale.billion"), (Decimal(10**6), "scale.million"))
_CURRENCY_WORDS = {"NOK": "currency.NOK", "EUR": "currency.EUR"}


def number(language: str, value: Decimal | float | int, decimals: int = 0) -> str:
    """Return the number with so many decimals, rounded half away from zero: `1 234,5`, `1,234.5`."""
    return _written(language, _rounded(value, decimals), decimals)


@lru_cache(maxsize=16_384)
def _written(language: str, rounded: Decimal, decimals: int) -> str:
    """Return a rounded number as text; kept, because Babel takes 0.1 ms for each."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    written = format_decimal(rounded, format=pattern, locale=language)
    return str(written).replace("\u202f", SPACE).replace("-", MINUS)


def short_number(language: str, value: Decimal | float | int) -> str:
    """Return the number with at most three significant digits, without needless zeros: `1 230`, `12,3`, `0,04`."""
    exact = _decimal(value)
    decimals = _decimals(exact)
    rounded = _rounded(_significant(exact), decimals)
    while decimals and rounded == _rounded(rounded, decimals - 1):
        decimals -= 1
    return number(language, rounded, decimals)


def full_number(language: str, value: float | int) -> str:
    """Return the number with every digit it has, up to six decimals: `1 234`, `0,125`."""
    exact = _rounded(value, 6).normalize()
    return number(language, exact, max(0, -int(exact.as_tuple().exponent)))


def money(language: str, minor: int | float, currency: str, exponent: int) -> str:
    """Return an amount as a sentence says it: `4,2 mill. kr`, `640 000 kr`, `NOK 4.2 m`.

    Args:
        language: one of the three.
        minor: minor units; a negative amount keeps its minus.
        currency: the code of the currency, such as NOK.
        exponent: how many decimals the currency has.
    """
    major = _decimal(minor).scaleb(-exponent)
    for size, scale in _SCALES:
        if abs(_significant(major)) >= size:
            scaled = _rounded(major / size, 1)
            amount = number(language, major / size, 1 if abs(scaled) < 100 else 0)
            return _with_currency(language, amount, currency, text(language, scale))
    return _with_currency(language, number(language, _significant(major)), currency, "")


def money_exact(language: str, minor: int, exponent: int) -> str:
    """Return an amount to the last minor unit, without its currency: `1 234 567,89`."""
    return number(language, Decimal(minor).scaleb(-exponent), exponent)


def major(minor: int, exponent: int) -> float:
    """Return an amount in whole currency, for the axis of a drawing; figures are written from minor units."""
    return float(Decimal(minor).scaleb(-exponent))


def money_thousands(language: str, minor: int, exponent: int) -> str:
    """Return an amount in whole thousands, as budgets write it, without its currency: `1 235` for 1 234 567,89."""
    return number(language, Decimal(minor).scaleb(-exponent - 3))


def currency_name(language: str, currency: str) -> str:
    """Return what the currency is called in a heading: `kr`, `euro`, `NOK`."""
    key = _CURRENCY_WORDS.get(currency)
    return text(language, key) if key else currency


def share(language: str, value: float) -> str:
    """Return a share as per cent: `1,9 %`, `75 %`, `1.9%`."""
    return _percent(language, value) + ("%" if language == "en" else f"{SPACE}%")


def points(language: str, value: float) -> str:
    """Return a difference of shares: `0,6 prosentpoeng`, `0.6 percentage points`."""
    tenths = _rounded(_decimal(value) * 100, 1)
    written = number(language, tenths, 0 if tenths == _rounded(tenths, 0) else 1)
    return f"{written}{SPACE}" + text(language, "points.one" if abs(tenths) == 1 else "points.many").replace(" ", SPACE)


def day(language: str, value: date) -> str:
    """Return a date: `21.11.2026`, `21 Nov 2026`."""
    pattern = "d MMM yyyy" if language == "en" else "dd.MM.yyyy"
    return str(format_date(value, pattern, locale=language)).replace(" ", SPACE)


def day_of(language: str, value: date, year: int) -> str:
    """Return a date without its year where that is the year spoken of: `30.09.`, `30 Sep`."""
    if value.year != year:
        return day(language, value)
    pattern = "d MMM" if language == "en" else "dd.MM."
    return str(format_date(value, pattern, locale=language)).replace(" ", SPACE)


def moment(language: str, value: datetime, zone: str | None) -> str:
    """Return a date and time of day where the reader is: `21.11.2026 20.31`, `21 Nov 2026 20:31`; else in UTC."""
    try:
        there = value.astimezone(ZoneInfo(zone or "UTC"))
    except (ValueError, ZoneInfoNotFoundError):
        there, zone = value.astimezone(UTC), None
    clock = there.strftime("%H:%M" if language == "en" else "%H.%M")
    return SPACE.join([day(language, there.date()), clock, *([] if zone else ["UTC"])])


def quarter(language: str, value: Quarter) -> str:
    """Return a quarter in few letters: `1. kv. 2026`, `Q1 2026`."""
    return text(language, "quarter.short", number=value.number, year=value.year).replace(" ", SPACE)


def quarter_long(language: str, value: Quarter) -> str:
    """Return a quarter in words: `1. kvartal 2026`, `Q1 2026`."""
    return text(language, "quarter.long", number=value.number, year=value.year).replace(" ", SPACE)


def count(language: str, value: float | int) -> Written:
    """Return a count, which also tells a sentence whether it is one or many."""
    return Written(short_number(language, value) if value % 1 else number(language, value), float(value))


def _with_currency(language: str, amount: str, currency: str, scale: str) -> str:
    name = currency_name(language, currency)
    parts = [name, amount, scale] if language == "en" else [amount, scale, name]
    return SPACE.join(part for part in parts if part)


def _percent(language: str, value: float) -> str:
    hundred = _decimal(value) * 100
    tenths = abs(_rounded(hundred, 1))
    decimals = 0 if tenths >= 100 else 1 if tenths > 0 else 2
    rounded = _rounded(hundred, decimals)
    whole = abs(hundred - _rounded(hundred, 0)) < Decimal("1e-9")
    return number(language, rounded, 0 if whole else decimals)


def _decimal(value: Decimal | float | int) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _rounded(value: Decimal | float | int, decimals: int) -> Decimal:
    rounded = _decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


def _significant(value: Decimal) -> Decimal:
    """Round to three significant digits; whole numbers up to 999 stay as they are."""
    return _rounded(value, 2 - value.adjusted()) if value else value


def _decimals(value: Decimal) -> int:
    return max(0, min(6, 2 - value.adjusted())) if value else 0
