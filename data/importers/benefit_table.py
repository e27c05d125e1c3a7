"""Brobygger's own template for the benefits register: one file, and each row says what it tells of."""

import hashlib
from dataclasses import replace

from data.importers.benefit_cells import benefit_cells
from data.importers.benefit_figures import tell_figures
from data.importers.benefit_links import known_of, tell_links
from data.importers.benefit_sheet import presence_problems, sheet_of
from data.importers.benefit_told import tell_register
from data.importers.context import Context, KnownRegister
from data.importers.opening import opened
from data.importers.parsed import Parsed
from data.importers.profiles import Profile
from data.importers.register_totals import register_totals, register_years
from data.importers.rules import PlainRules


def read_benefits(profile: Profile, rules: PlainRules, content: bytes, context: Context) -> Parsed:
    """Return what a file says of initiatives, their benefits, plans, measurements and claims.

    Rows add to the register; what it holds already is changed there. A file that is stored already is read as if it
    were new, so that bringing it once more is seen to add nothing.
    """
    parsed = Parsed()
    table = opened(parsed, profile, content, context)
    if table is None:
        return parsed
    rows = benefit_cells(parsed, profile, rules, table, context)
    parsed.problems += presence_problems(profile, table, rows)
    if parsed.errors:
        return parsed
    again = hashlib.sha256(content).hexdigest() in context.stored
    if again:
        context = replace(context, register=replace(context.register, plans={}))
    sheet = sheet_of(profile, context, rows)
    tell_links(sheet, known_of(sheet), KnownRegister() if again else context.register)
    tell_register(sheet, parsed.benefits)
    tell_figures(sheet, parsed.benefits)
    parsed.problems += sorted(sheet.problems, key=lambda problem: problem.row)
    parsed.control_totals = register_totals(parsed.benefits)
    years = register_years(parsed.benefits)
    parsed.fiscal_year = years.pop() if len(years) == 1 else None
    return parsed
