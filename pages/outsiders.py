"""What is it worth to prevent people from falling outside, and to whom? Two lives by age, one measure, who gains."""

import streamlit as st

from dashboard import page
from dashboard.outsiders_place import PARAMETERS, outsiders_place
from dashboard.views import outsiders

scope = page.looked_at(PARAMETERS)
page.head(scope, "page.outsiders.question")
outsiders.show(scope, outsiders_place(st.query_params.to_dict()))
