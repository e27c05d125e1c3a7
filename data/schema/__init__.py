"""The tables of the database, one file a theme."""

from data.schema import (
    codes,
    follow_up,
    gains,
    indicators,
    initiatives,
    ledger,
    organisation,
    outsiders,
    people,
    realisation,
    reinvestment,
    reinvestment_ledger,
    rollups,
)
from data.schema.model import Model

__all__ = [
    "Model",
    "codes",
    "follow_up",
    "gains",
    "indicators",
    "initiatives",
    "ledger",
    "organisation",
    "outsiders",
    "people",
    "realisation",
    "reinvestment",
    "reinvestment_ledger",
    "rollups",
]
