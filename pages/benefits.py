"""Do we get the benefits we planned? The register, one initiative, and one benefit down to its evidence."""

import streamlit as st

from dashboard import page
from dashboard.benefit_place import PARAMETERS, place
from dashboard.views import benefits, benefits_edit

scope = page.looked_at(PARAMETERS)
page.head(scope, "page.benefits.question")
asked = place(st.query_params.to_dict())
benefits.show(scope, asked)
benefits_edit.show(scope, asked.initiative, asked.benefit)
