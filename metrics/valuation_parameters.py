"""The numbers that benefits are valued with: price growth, upper bounds of optimism and example haircuts."""

from datetime import date

from metrics.card import Parameter, Unit

_KS = "KS, sjefokonomens side: kommunal deflator"
_MOTT_MACDONALD = "HM Treasury, Green Book: upper bound by Mott MacDonald (2002)"
_EXAMPLE = "example haircut, not a norm: the table of Greater Manchester's guidance has not been seen; adopt your own"

_GROWTHS = ((2022, 0.067), (2024, 0.046))
"""Price growth of municipal services into each year. A year that no source states is left out, never guessed."""

_UPPER_BOUNDS = (
    ("standard_buildings", 0.24, 0.04),
    ("non_standard_buildings", 0.51, 0.39),
    ("standard_civil_engineering", 0.44, 0.20),
    ("non_standard_civil_engineering", 0.66, 0.25),
    ("equipment_development", 2.00, 0.54),
    ("outsourcing", 0.41, 0.15),
)
"""Kind of project, how much dearer and how much longer it turned out than was first said."""

_HAIRCUTS = (("a", 0.0), ("b", 0.05), ("c", 0.10), ("d", 0.15), ("e", 0.25), ("f", 0.40))

VALUATION_PARAMETERS: tuple[Parameter, ...] = (
    *(
        Parameter("municipal_deflator", date(year, 1, 1), growth, Unit.SHARE, "V", f"{_KS} ({year})", (-0.2, 0.5))
        for year, growth in _GROWTHS
    ),
    Parameter("municipal_deflator_wage_share", date(2022, 1, 1), 0.59, Unit.SHARE, "V", f"{_KS} (2022)", (0.0, 1.0)),
    *(
        Parameter(f"optimism_{what}_{kind}", date(2002, 1, 1), bound, Unit.SHARE, "V", _MOTT_MACDONALD, (0.0, 5.0))
        for kind, cost, time in _UPPER_BOUNDS
        for what, bound in (("cost", cost), ("time", time))
    ),
    *(
        Parameter(f"example_haircut_{grade}", date(1900, 1, 1), cut, Unit.SHARE, "M", _EXAMPLE, (0.0, 1.0))
        for grade, cut in _HAIRCUTS
    ),
)
