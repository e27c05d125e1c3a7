"""The figures of the value-flow page: who pays, who gains and when, of the initiatives that concern a unit."""

from metrics.benefit_columns import INITIATIVES
from metrics.benefit_lines import lines_of, standing_projections
from metrics.benefit_tables import BenefitTables
from metrics.discounting import schedule
from metrics.horizons import after_term
from metrics.party_values import wrong_pockets
from metrics.results import Missing
from metrics.tables import require
from metrics.told_parties import kinds, names, told_cube
from metrics.value_cube import Basis, ValueCube, value_cube
from metrics.value_flow import ValueFlow, value_flow
from metrics.value_flow_answer import Asked, ValueFlowPage
from metrics.value_flow_rows import (
    arrows,
    horizon_rows,
    made_whole,
    matrix,
    minor,
    party_rows,
    real,
    type_rows,
    wrong_pocket_rows,
    year_columns,
)
from metrics.value_flow_scope import in_scope
from metrics.value_flow_sentences import answer


def valued(tables: BenefitTables, asked: Asked) -> ValueCube:
    """Return the valued cube of the whole register as asked, between the parties as they are, not as they are told."""
    day = tables.quarter.last_day
    lines = lines_of(tables.projection_lines, standing_projections(tables.projections, day), asked.standing)
    return value_cube(lines, tables, Basis(asked.perspective, tables.quarter.year, schedule(asked.discount, day)))


def value_flow_page(tables: BenefitTables, asked: Asked | None = None) -> ValueFlowPage:
    """Return the figures of the value-flow page.

    In scope are initiatives that the unit or one below it owns, pays for or gains by; for the highest unit, all. Of
    those in scope the whole matrix is shown, with parties outside the unit, as they may be told.

    Args:
        tables: The register.
        asked: What the reader chose; None: the defaults.
    """
    require(tables.initiatives, INITIATIVES)
    asked = asked or Asked()
    scope = in_scope(tables, asked)
    cube = told_cube(valued(tables, asked).of(frozenset(scope)), tables, by_sector=asked.by_sector)
    return _page(asked, scope, cube, tables)


def _page(asked: Asked, scope: dict[str, str], cube: ValueCube, tables: BenefitTables) -> ValueFlowPage:
    told_names = names(tables)
    flow = value_flow(cube)
    parties = party_rows(flow)
    why = why_missing(cube)
    tax, why_no_tax = _tax(flow)
    return ValueFlowPage(
        asked=asked,
        base_year=cube.basis.base_year,
        initiatives=scope,
        unvalued=cube.unvalued,
        names=told_names,
        kinds=kinds(tables),
        parties=parties,
        matrix=matrix(flow.matrix),
        arrows=arrows(cube.rows),
        horizons=horizon_rows(cube.rows),
        types=type_rows(cube.rows),
        years=year_columns(cube.rows),
        after_term=after_term(cube.rows),
        wrong_pockets=wrong_pocket_rows(wrong_pockets(cube), scope),
        made_whole=made_whole(flow),
        concentration=real(flow.concentration),
        total_minor=minor(flow.total) or 0,
        tax_financing_minor=tax,
        why_no_tax_financing=why_no_tax,
        answer=answer(parties, told_names, why),
        why_missing=why,
    )


def why_missing(cube: ValueCube) -> Missing | None:
    """Return why a cube has nothing to show; None where it has."""
    if len(cube.rows):
        return None
    return cube.unvalued[0].why if cube.unvalued else Missing.NO_BENEFITS_REGISTERED


def _tax(flow: ValueFlow) -> tuple[int | None, Missing | None]:
    found = flow.tax_financing
    return (None, None) if found is None else (minor(found.present_value), found.why)
