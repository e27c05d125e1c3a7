"""The numbers that a benefit is held against its own curve with."""

from datetime import date

from metrics.card import Parameter, Unit

_OURS = "design decision of Brobygger: no authority says how far behind its plan a benefit may be; adopt your own"
_ALWAYS = date(1900, 1, 1)

REALISATION_PARAMETERS: tuple[Parameter, ...] = (
    Parameter("realisation_on_track", _ALWAYS, 0.9, Unit.SHARE, "D", _OURS, (0.0, 1.0)),
    Parameter("realisation_accepted", _ALWAYS, 0.7, Unit.SHARE, "D", _OURS, (0.0, 1.0)),
)
