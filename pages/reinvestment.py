"""What were the verified savings used for? What came back and went where, what waits, and the rules of sharing."""

import streamlit as st

from dashboard import page
from dashboard.reinvest_place import PARAMETERS, place
from dashboard.views import reinvest_page

scope = page.looked_at(PARAMETERS)
page.head(scope, "page.reinvestment.question")
reinvest_page.show(scope, place(st.query_params.to_dict()))
