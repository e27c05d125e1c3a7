"""The answers of the benefits page. The register's own is kept between runs; what people wrote is in no cache."""

import streamlit as st

from dashboard.results import BY_SCOPE, KEPT
from dashboard.scope import Scope
from data.access import Principal
from data.periods import Quarter
from metrics import load
from metrics.benefit_tables import BenefitTables
from metrics.benefits_page import BenefitsPage
from metrics.benefits_page import benefits_page as computed_benefits_page


@st.cache_data(max_entries=KEPT, show_spinner=False, hash_funcs=BY_SCOPE)
def benefits_page(
    principal: Principal, version: int, municipality_id: str, unit_id: str, quarter: Quarter
) -> BenefitsPage | None:
    """Return the register's rows and figures of a unit and quarter; None where it has no benefit."""
    del version  # only part of the key
    return computed_benefits_page(load.benefits_overview(principal, municipality_id, unit_id, quarter))


def benefits_of(scope: Scope) -> BenefitsPage | None:
    """Return the register's rows and figures of what is looked at; None where it has no benefit."""
    return benefits_page(scope.principal, scope.version, scope.municipality_id, scope.unit_id, scope.quarter)


def register_of(scope: Scope) -> BenefitTables:
    """Return the register, whole, as what is looked at sees it. Not kept: it holds texts, so who needs it asks once."""
    return load.benefit_tables(scope.principal, scope.municipality_id, scope.unit_id, scope.quarter)
