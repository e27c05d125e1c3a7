"""What every table shares: names of constraints, column types and the version of an editable row."""

from datetime import UTC, datetime
from typing import Annotated, Any

from sqlalchemy import JSON, BigInteger, DateTime, MetaData, String, Uuid
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """A moment in time, kept and returned in UTC on both engines (SQLite forgets the zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy calls it so
        """Refuse a moment without a zone; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy calls it so
        """Return UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class TextUuid(Uuid[str]):
    """A UUID as text. Where the engine has no such type, digits become text by cutting: a page reads hundreds."""

    cache_ok = True

    def __init__(self) -> None:
        """Make the type."""
        super().__init__(as_uuid=False)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """Return what makes text of what the driver gives."""
        if dialect.supports_native_uuid:
            return super().result_processor(dialect, coltype)  # type: ignore[no-untyped-call] # SQLAlchemy gives none
        return _with_dashes


def _with_dashes(digits: str | None) -> str | None:
    if digits is None:
        return None
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


Key = Annotated[str, mapped_column(String(40))]
"""A natural code: of a municipality, a unit, a function, an account, an indicator."""
Word = Annotated[str, mapped_column(String(24))]
"""A value of `data.vocabulary`."""
Minor = Annotated[int, mapped_column(BigInteger)]
"""Money in whole minor units (øre, cents)."""
Identity = Annotated[str, mapped_column(TextUuid())]
"""A UUIDv7 made by the application."""
Stamp = Annotated[datetime, mapped_column(Moment())]
Document = Annotated[dict[str, Any], mapped_column(JSON())]


class Model(DeclarativeBase):
    """The mother of every table."""

    metadata = MetaData(naming_convention=NAMES)


class Versioned:
    """A row that a person edits: `version_id` rises with each change, so nobody overwrites unseen work."""

    version_id: Mapped[int] = mapped_column(BigInteger)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        """Let the mapper check and raise the version in every UPDATE."""
        return {"version_id_col": cls.version_id}
