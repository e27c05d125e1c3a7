"""Charts of accounts: functions and accounts with the years they are valid, and the official hierarchies.

These tables belong to a chart (`kostra`, or a municipality's own), not to a municipality: small and shared.
A row holds from its year until the code's next row; a row without a name ends the code.
"""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from data.schema.model import Key, Model, Word


class FunctionCode(Model):
    """A function (in Madrid: a programme) and the group it is shown under."""

    __tablename__ = "function_code"

    chart: Mapped[Key] = mapped_column(primary_key=True)
    function_code: Mapped[Key] = mapped_column(primary_key=True)
    valid_from_year: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None] = mapped_column(String(200))
    function_group: Mapped[Key | None]


class FunctionGroup(Model):
    """A service area that functions are shown under."""

    __tablename__ = "function_group"

    chart: Mapped[Key] = mapped_column(primary_key=True)
    function_group: Mapped[Key] = mapped_column(primary_key=True)
    valid_from_year: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None] = mapped_column(String(200))


class AccountCode(Model):
    """An account (KOSTRA: art; balance: chapter) of a class, and what it is for."""

    __tablename__ = "account_code"

    chart: Mapped[Key] = mapped_column(primary_key=True)
    account_class: Mapped[Word] = mapped_column(primary_key=True)
    account_code: Mapped[Key] = mapped_column(primary_key=True)
    valid_from_year: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None] = mapped_column(String(200))
    account_group: Mapped[Word | None]


class HierarchyEdge(Model):
    """One line of an official hierarchy: `child` enters `parent` with a sign, from a year; a null sign ends it."""

    __tablename__ = "hierarchy_edge"

    chart: Mapped[Key] = mapped_column(primary_key=True)
    hierarchy: Mapped[Word] = mapped_column(primary_key=True)
    parent: Mapped[str] = mapped_column(String(80), primary_key=True)
    child: Mapped[str] = mapped_column(String(80), primary_key=True)
    valid_from_year: Mapped[int] = mapped_column(primary_key=True)
    sign: Mapped[int | None]
