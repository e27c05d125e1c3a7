"""The numbers that a municipality has set in place of the shipped ones, with where each was decided or found."""

import pandas as pd
from sqlalchemy import select

from data.access import Principal, reading, visible
from data.frames import frame
from data.schema.indicators import Parameter
from data.vocabulary import Right


def own_parameters(principal: Principal, municipality_id: str) -> pd.DataFrame:
    """Return parameter, valid_from, value and reference of each own line, for whoever may set them.

    A line without a value ends the own number, and the shipped one holds again.
    """
    with reading(principal) as session:
        return frame(
            session,
            select(Parameter.parameter, Parameter.valid_from, Parameter.value, Parameter.reference)
            .where(
                visible(principal, Parameter.municipality_id, right=Right.IMPORT),
                Parameter.municipality_id == municipality_id,
            )
            .order_by(Parameter.parameter, Parameter.valid_from),
        )
