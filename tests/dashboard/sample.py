"""A scorecard made by hand, with sentences of its own: what the page must be able to draw.

The figures are invented and agree with each other: 219.2 + 4.2 = 223.4 of a budget of 219.2 is 1.9 % over.
"""

from dataclasses import replace
from datetime import date

import pandas as pd

from dashboard import words
from data.periods import Quarter
from data.vocabulary import Dimension, TargetType
from metrics.card import Unit
from metrics.results import (
    Band,
    DimensionResult,
    Fact,
    Finding,
    Kpi,
    Missing,
    Need,
    Point,
    Scorecard,
    Signal,
    Status,
    TargetCount,
    Trend,
)

QUARTER = Quarter(2026, 3)
YEAR_BEFORE = Quarter(2025, 3)
AS_OF = date(2026, 9, 30)
MUNICIPALITY = "fjellvik"

SENTENCES = {
    "sample.headline": {
        "nb": "Pengene går fortere enn budsjettet, mest til en løsning som sparer sykehuset. Gjennomføringen ligger {behind} bak målet, men tar innpå.",
        "nn": "Pengane går fortare enn budsjettet, mest til ei løysing som sparer sjukehuset. Gjennomføringa ligg {behind} bak målet, men tek innpå.",
        "en": "Money goes faster than the budget, mostly to a solution that saves the hospital. Implementation is {behind} behind its target, but catching up.",
    },
    "sample.budget": {
        "nb": "{amount} mer enn periodisert budsjett. {part} er velferdsteknologi som kommunestyret har vedtatt ({reference}) fordi den sparer sykehuset.",
        "nn": "{amount} meir enn periodisert budsjett. {part} er velferdsteknologi som kommunestyret har vedteke ({reference}) fordi han sparer sjukehuset.",
        "en": "{amount} more than the periodised budget. {part} is welfare technology that the council has adopted ({reference}) because it saves the hospital.",
    },
    "sample.met": {
        "nb": "{met} av {judged} {judged:indikator|indikatorer} når målet sitt.",
        "nn": "{met} av {judged} {judged:indikator|indikatorar} når målet sitt.",
        "en": "{met} of {judged} {judged:indicator|indicators} meet their target.",
    },
    "sample.need": {
        "nb": "{unit}: {amount} over budsjett uten forklaring",
        "nn": "{unit}: {amount} over budsjett utan forklaring",
        "en": "{unit}: {amount} over budget without an explanation",
    },
}


def add_words() -> None:
    """Give the sample's sentences to the words of this process."""
    for code, by_language in SENTENCES.items():
        for language, said in by_language.items():
            words.table(language).setdefault(f"finding.{code}", said)
    labels = {
        "sample_deviation": ("avvik hittil i år", "avvik hittil i år", "deviation so far this year"),
        "sample_forecast": ("Årsprognose", "Årsprognose", "Forecast for the year"),
    }
    for key, names in labels.items():
        for language, name in zip(("nb", "nn", "en"), names, strict=True):
            words.table(language).setdefault(f"metric.{key}.label", name)
    for language, verb, link in (
        ("nb", "Forklar", "Skriv årsak"),
        ("nn", "Forklar", "Skriv årsak"),
        ("en", "Explain", "Write the cause"),
    ):
        words.table(language).setdefault("need.sample", verb)
        words.table(language).setdefault("need.sample.link", link)


def series(*values: float | None) -> tuple[Point, ...]:
    """Return the quarters that end with the sample's, one a value."""
    return tuple(Point(QUARTER.shifted(number - len(values) + 1), value) for number, value in enumerate(values))


def band(kind: TargetType, low: float | None, high: float | None) -> Band:
    return Band(kind, low, high, low, high, date(2025, 1, 1), "sak 41/26")


DEVIATION = Kpi(
    key="sample_deviation",
    unit=Unit.SHARE,
    value=-0.019,
    numerator=-420_000_000,
    denominator=21_920_000_000,
    status=Status.ACCEPTED,
    target=band(TargetType.RANGE, -0.01, 0.01),
    distance=-0.009,
    change=-0.006,
    compared_with=YEAR_BEFORE,
    trend=Trend.WORSE,
    series=series(0.001, 0.004, -0.001, 0.0, -0.009, -0.005, -0.012, -0.019),
    owner_role="controller",
    as_of=AS_OF,
)
FORECAST = replace(DEVIATION, key="sample_forecast", value=-0.016, distance=-0.006, change=None, series=())
MONEY = replace(
    DEVIATION,
    key="sample_forecast",
    unit=Unit.MINOR,
    value=-351_000_000,
    target=None,
    status=Status.NO_TARGET,
    distance=None,
)
ADOPTED = Kpi(
    key="i-1",
    unit=Unit.MEASURE,
    label="Enheter som har tatt i bruk noe nytt siste to år",
    unit_of_measure="%",
    value=77.8,
    numerator=7,
    denominator=9,
    status=Status.NO_TARGET,
    change=11.1,
    compared_with=YEAR_BEFORE,
    signal=Signal.TOO_FEW_POINTS,
    trend=Trend.BETTER,
    series=series(66.7, None, None, None, 66.7, None, None, 77.8),
    owner_role=None,
    as_of=date(2026, 6, 30),
)
MONTHS = Kpi(
    key="i-2",
    unit=Unit.MEASURE,
    label="Tid fra start til vanlig drift",
    unit_of_measure="md.",
    value=14.0,
    status=Status.NOT_ACCEPTED,
    target=band(TargetType.MAXIMUM, None, 12.0),
    distance=2.0,
    change=1.0,
    compared_with=YEAR_BEFORE,
    signal=Signal.NOISE,
    trend=Trend.WORSE,
    series=series(11, 11, 12, 12, 13, 13, 13, 14),
    owner_role="Kommunalsjef helse og omsorg",
    as_of=AS_OF,
)
USERS = replace(
    MONTHS,
    key="i-3",
    label="Brukere av dem som kan bruke løsningen",
    unit_of_measure="%",
    value=46.0,
    status=Status.DESIRED,
    target=band(TargetType.MINIMUM, 40.0, None),
    distance=0.0,
    trend=Trend.BETTER,
    series=series(20, 24, 28, 30, 35, 39, 41, 46),
)
UNMEASURED = Kpi(
    key="i-4",
    unit=Unit.MEASURE,
    label="Stoppet med læring",
    unit_of_measure="%",
    why_missing=Missing.NO_INDICATORS,
    status=Status.NO_DATA,
)


def card(unit_id: str = "helse", unit_name: str = "Helse og omsorg") -> Scorecard:
    """Return the sample: a judged band, one without a target, one not accepted and one without data."""
    money = {
        "amount": Fact("money", 420_000_000),
        "part": Fact("money", 300_000_000),
        "reference": Fact("text", "sak 41/26"),
    }
    return Scorecard(
        municipality_id=MUNICIPALITY,
        municipality_name="Fjellvik (demo)",
        currency="NOK",
        currency_exponent=2,
        fictional=True,
        unit_id=unit_id,
        unit_name=unit_name,
        quarter=QUARTER,
        compared_with=YEAR_BEFORE,
        as_of=AS_OF,
        signed=False,
        headline=(Finding("sample.headline", {"behind": Fact("share", 0.12)}),),
        dimensions=(
            DimensionResult(
                Dimension.BUDGET,
                DEVIATION.key,
                DEVIATION.status,
                (Finding("sample.budget", money),),
                (DEVIATION, FORECAST, MONEY),
            ),
            _counted(Dimension.INNOVATION, (ADOPTED, UNMEASURED), TargetCount(7, 1, 9, 9, 9, 11)),
            _counted(
                Dimension.IMPLEMENTATION,
                (MONTHS, USERS, replace(USERS, key="i-5", label="Piloter besluttet til drift")),
                TargetCount(3, 1, 6, 7, 6, 8),
            ),
            _without(Dimension.BENEFITS, Missing.NO_BENEFITS_REGISTERED),
        ),
        needs=tuple(
            _need(name, amount)
            for name, amount in (
                ("Hjemmetjenesten øst", 120_000_000),
                ("Legevakt", 64_000_000),
                ("Bofellesskap <b>nord</b>", 31_000_000),
            )
        ),
    )


def _counted(dimension: Dimension, kpis: tuple[Kpi, ...], count: TargetCount) -> DimensionResult:
    facts = {"met": Fact("count", count.met), "judged": Fact("count", count.judged)}
    return DimensionResult(dimension, kpis[0].key, kpis[0].status, (Finding("sample.met", facts),), kpis, count)


def _without(dimension: Dimension, why: Missing) -> DimensionResult:
    facts = {"why": Fact("word", f"missing.{why}"), "do": Fact("word", f"missing.{why}.do")}
    return DimensionResult(dimension, None, Status.NO_DATA, (Finding("dimension.missing", facts),), (), why_missing=why)


def _need(unit: str, amount: int) -> Need:
    return Need(
        "sample",
        Finding("sample.need", {"unit": Fact("text", unit), "amount": Fact("money", amount)}),
        "scorecard",
        "ost",
    )


def municipalities() -> pd.DataFrame:
    columns = ["municipality_id", "name", "currency", "currency_exponent", "chart", "fictional"]
    rows = [(MUNICIPALITY, "Fjellvik (demo)", "NOK", 2, "kostra", True), ("granby", "Granby", "NOK", 2, "kostra", True)]
    return pd.DataFrame(rows, columns=columns)


def units() -> pd.DataFrame:
    rows = [
        (MUNICIPALITY, "Fjellvik", 0),
        ("helse", "Helse og omsorg", 1),
        ("ost", "Hjemmetjenesten øst", 2),
        ("skole", "Oppvekst", 1),
    ]
    return pd.DataFrame(rows, columns=["unit_id", "name", "depth"])


def quarters() -> list[Quarter]:
    return list(reversed(Quarter(2024, 1).until(QUARTER)))
