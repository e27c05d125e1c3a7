"""How a figure, its target, its distance and its change are said, by language."""

from dataclasses import dataclass
from datetime import date

from dashboard import format
from dashboard.sentences import Voice
from dashboard.words import has
from data.periods import Quarter
from data.vocabulary import TargetType
from metrics.card import Unit
from metrics.results import Band, Kpi, Signal, Status, Trend

SHAPES = {Status.DESIRED: "◆", Status.ACCEPTED: "▲", Status.NOT_ACCEPTED: "■"}
"""Statuses that judge; every other is an open ring with the word that says why."""

OPEN_SHAPE = "○"
PER_CENT = "%"
BRIEF_UNIT = 5
"""How long a unit of measure may be to stand beside its figure on a card."""

SHARE_WORDS = frozenset({"share", "andel", "del", "part"})
"""First words of an indicator's unit of measure that make it a share, as in «andel av prosjekter»."""

FEW = 100
COUNTED = frozenset({"innovation_targets_met", "implementation_targets_met", "benefits_measured", "benefits_verified"})
"""Metrics that are shares of counted things, not of money."""


AT_LEAST = frozenset({"snapshot", "snapshot_gross"})
"""Bases of a figure that is net of changes nobody has told of: there was at least so much."""


@dataclass(frozen=True)
class FigureVoice(Voice):
    """A voice that says figures: values, targets, distances and changes."""

    def name(self, kpi: Kpi) -> str:
        """Return what the figure is called; of a unit below, with the unit's name."""
        name = kpi.label or self.word(f"metric.{kpi.key}.name")
        return f"{name}, {kpi.at_unit}" if kpi.at_unit else name

    def phrase(self, kpi: Kpi) -> str:
        """Return what a figure on a card is called: where its sign decides, the words of its side of zero."""
        if kpi.value is None:
            return self.name(kpi)
        key = f"metric.{kpi.key}.phrase_{'below' if kpi.value < 0 else 'above'}"
        return self.word(key) if has(self.language, key) else self.name(kpi)

    def figure(self, kpi: Kpi) -> str:
        """Return the value with its unit, or that it is missing; a share of few is said as how many of how many."""
        if kpi.value is None:
            return self.word("figure.missing")
        if kpi.basis in AT_LEAST:
            return self.word("figure.at_least", figure=self.brief(kpi, kpi.value)).replace(" ", format.SPACE)
        if is_share(kpi) and kpi.numerator is not None and kpi.denominator is not None and is_few(kpi):
            part, whole = (format.count(self.language, number) for number in (kpi.numerator, kpi.denominator))
            return self.word("figure.of", part=part, whole=whole).replace(" ", format.SPACE)
        return self.brief(kpi, kpi.value)

    def brief(self, kpi: Kpi, value: float) -> str:
        """Return a value with its unit, without it where the unit is long: a card says that one beside the figure."""
        long = kpi.unit is Unit.MEASURE and len(kpi.unit_of_measure or "") > BRIEF_UNIT and not is_share(kpi)
        return format.short_number(self.language, value) if long else self.amount(kpi, value)

    def amount(self, kpi: Kpi, value: float) -> str:
        """Return a value in the figure's own unit."""
        if is_share(kpi):
            return format.share(self.language, value)
        if kpi.unit is Unit.MINOR:
            return self.money(value)
        if kpi.unit is Unit.COUNT:
            return format.count(self.language, value)
        if kpi.unit is Unit.MEASURE:
            return self._measured(kpi, value)
        return format.short_number(self.language, value)

    def difference(self, kpi: Kpi, value: float) -> str:
        """Return the size of a difference in the figure's own unit: of shares in percentage points."""
        if is_share(kpi):
            return format.points(self.language, abs(value))
        if kpi.unit_of_measure == PER_CENT:
            return format.points(self.language, abs(value) / 100)
        return self.amount(kpi, abs(value))

    def basis(self, kpi: Kpi) -> str | None:
        """Return what a share is a share of, or how a score was made; None where there is nothing to tell."""
        return self.word(f"basis.{kpi.basis}") if kpi.value is not None and kpi.basis else None

    def direction(self, kpi: Kpi) -> str | None:
        """Return which way a symmetric score deviates; None for every other figure."""
        return self.word(f"direction.{kpi.direction}") if kpi.value is not None and kpi.direction else None

    def beside(self, kpi: Kpi) -> str | None:
        """Return what must stand beside a figure in few words: how a score was made, and which way it deviates."""
        key = f"basis.{kpi.basis}.brief"
        made = self.word(key) if kpi.value is not None and has(self.language, key) else None
        return ", ".join(part for part in (made, self.direction(kpi)) if part) or None

    def status(self, status: Status) -> str:
        """Return the word of a status."""
        return self.word(f"status.{status}")

    def target(self, kpi: Kpi) -> str:
        """Return what is desired, in words, or that no target is set."""
        return self.word("target.none") if kpi.target is None else self._band(kpi, kpi.target)

    def _band(self, kpi: Kpi, band: Band) -> str:
        low, high = band.desired_low, band.desired_high
        if band.target_type is TargetType.MINIMUM and low is not None:
            return self.word("target.minimum", low=self.amount(kpi, low))
        if band.target_type is TargetType.MAXIMUM and high is not None:
            return self.word("target.maximum", high=self.amount(kpi, high))
        if low is not None and high is not None and low == -high:
            return self.word("target.within", high=self.amount(kpi, high))
        if low is not None and high is not None:
            return self.word("target.range", low=self.amount(kpi, low), high=self.amount(kpi, high))
        return self.word("target.none")

    def distance(self, kpi: Kpi) -> str | None:
        """Return how far the figure is from what is desired; None where that cannot be said."""
        if kpi.value is None or kpi.target is None or kpi.distance is None:
            return None
        if kpi.distance == 0:
            return self.word("target.reached")
        side = "outside" if kpi.target.target_type is TargetType.RANGE else "below" if kpi.distance < 0 else "above"
        away = self.difference(kpi, kpi.distance)
        unseen = away == self.difference(kpi, 0.0)  # «0 percentage points below» would say that it is reached
        return self.word(f"target.just_{side}") if unseen else self.word(f"target.{side}", distance=away)

    def change(self, kpi: Kpi) -> str:
        """Return the change since the quarter compared with."""
        if kpi.change is None or kpi.compared_with is None:
            return self.word("change.unknown")
        quarter = format.quarter(self.language, kpi.compared_with)
        moved = self.difference(kpi, kpi.change)
        if moved.split(format.SPACE)[0] == "0":  # too little to be seen
            return self.word("change.unchanged", quarter=quarter)
        way = str(kpi.trend) if kpi.trend is not Trend.UNKNOWN else "up" if kpi.change > 0 else "down"
        return self.word(f"change.{way}", change=moved, quarter=quarter)

    def signal(self, kpi: Kpi) -> str | None:
        """Return whether the change is more than noise; None where that is not judged."""
        judged = kpi.change is not None and kpi.signal is not Signal.NOT_JUDGED
        return self.word(f"signal.{kpi.signal}") if judged else None

    def why_missing(self, kpi: Kpi) -> str:
        """Return why there is no figure, with what exactly is missing."""
        why = self.word(f"missing.{kpi.why_missing}") if kpi.why_missing else ""
        return f"{why} ({kpi.missing_detail})" if kpi.missing_detail else why

    def source_line(self, kpi: Kpi, quarter: Quarter) -> str:
        """Return the date of the figure and who owns it; that one is absent, or older than the quarter, is said."""
        return f"{self.dated(kpi, quarter)} · {self.owned(kpi)}"

    def dated(self, kpi: Kpi, quarter: Quarter) -> str:
        """Return the date of the figure, and that it is old when it is from before the quarter."""
        if kpi.as_of is None:
            return self.word("figure.undated")
        old = kpi.as_of <= quarter.shifted(-1).last_day
        day = format.day_of(self.language, kpi.as_of, quarter.year)
        return self.word("figure.old" if old else "figure.as_of", day=day)

    def owned(self, kpi: Kpi) -> str:
        """Return the role that owns the figure, or that none does."""
        return self.word("figure.no_owner") if kpi.owner_role is None else self.owner(kpi.owner_role)

    def owner(self, role: str) -> str:
        """Return the role that owns a figure: one of ours in the reader's language, else as it was given."""
        key = f"role.{role}"
        return self.word(key) if has(self.language, key) else role

    def currency_name(self) -> str:
        """Return what the currency is called in a heading."""
        return format.currency_name(self.language, self.currency)

    def day(self, value: date) -> str:
        """Return a date."""
        return format.day(self.language, value)

    def bare(self, kpi: Kpi, value: float) -> str:
        """Return a value without its unit, for a drawing whose figure stands beside it; nothing where it is long."""
        if kpi.unit is Unit.MINOR:
            return ""
        written = format.share(self.language, value).rstrip(f"%{format.SPACE}") if is_share(kpi) else ""
        return written or format.short_number(self.language, value)

    def _measured(self, kpi: Kpi, value: float) -> str:
        written = format.short_number(self.language, value)
        measure = kpi.unit_of_measure or ""
        if measure == PER_CENT:
            return f"{written}%" if self.language == "en" else f"{written}{format.SPACE}%"
        return f"{written}{format.SPACE}{measure}" if measure else written


def is_share(kpi: Kpi) -> bool:
    """Tell whether a figure is a share (0.75 is 75 %): by its kind, or by an indicator's own words for its unit."""
    return kpi.unit is Unit.SHARE or (bool(kpi.unit_of_measure) and str(kpi.unit_of_measure).split()[0] in SHARE_WORDS)


def is_few(kpi: Kpi) -> bool:
    """Tell whether a share counts few enough things that «4 of 9» says more than «44.4 %»; money is never few."""
    counted = kpi.unit is Unit.MEASURE or kpi.key in COUNTED
    return counted and kpi.denominator is not None and 0 < kpi.denominator <= FEW


def shape(status: Status) -> str:
    """Return the shape of a status."""
    return SHAPES.get(status, OPEN_SHAPE)


def tone(status: Status) -> str:
    """Return the class of colour of a status; those that do not judge share one."""
    return str(status) if status in SHAPES else "open"
