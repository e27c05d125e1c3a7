"""Which documents can be had as PDF and as Excel: what the pages say and show, from the same results."""

from collections.abc import Callable, Mapping

from dashboard.exports.document import Document
from dashboard.exports.gains_plan import gains_plan
from dashboard.exports.outsiders import outsiders_document
from dashboard.exports.pdf import as_pdf
from dashboard.exports.workbook import as_workbook
from dashboard.scope import Scope

DOCUMENTS: dict[str, Callable[[Scope, Mapping[str, str]], Document]] = {
    "gains-plan": gains_plan,
    "outsiders": outsiders_document,
}
"""By the name in the address: `/eksport/gains-plan.pdf`."""

FORMS: dict[str, tuple[Callable[[str, Document], bytes], str]] = {
    "pdf": (as_pdf, "application/pdf"),
    "xlsx": (as_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
"""How a document is written, by the ending of the address, and what the browser is told that it is."""
