"""Are we keeping to the budget? Where the deviation is, what drives it, and down to the ledger lines."""

import streamlit as st

from dashboard import page, results
from dashboard.drill import PARAMETERS, drill
from dashboard.views import budget

scope = page.looked_at(PARAMETERS)
found = results.budget_of(scope)
page.head(scope, "page.budget.question", as_of=found.as_of, signed=found.signed)
budget.show(scope, found, results.scorecard_of(scope), drill(st.query_params.to_dict()))
