"""What makes the gain binding? The gains plans ranked, and one by one with cuts, check list and grant."""

import streamlit as st

from dashboard import page
from dashboard.cofund_place import PARAMETERS, place
from dashboard.views import cofund

scope = page.looked_at(PARAMETERS)
page.head(scope, "page.cofunding.question")
cofund.show(scope, place(st.query_params.to_dict()))
