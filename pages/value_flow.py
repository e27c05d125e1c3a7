"""Who pays, and who gains? The matrix of the initiatives, who loses by them, when the value comes, and one by one."""

import streamlit as st

from dashboard import flow_results, page
from dashboard.flow_choice import PARAMETERS, flow_choice
from dashboard.views import value_flow

scope = page.looked_at(PARAMETERS)
chosen = flow_choice(st.query_params.to_dict(), scope)
found = flow_results.flow_of(scope, chosen)
page.head(scope, "page.value_flow.question")
value_flow.show(scope, found, chosen)
