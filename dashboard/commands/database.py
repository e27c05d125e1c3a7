"""The database made ready before a command, or a sentence that says why it cannot be."""

from sqlalchemy.exc import SQLAlchemyError

from dashboard.actions.prepare import initialise
from dashboard.commands.output import refuse
from dashboard.words import text
from data.database import URL_VARIABLE


def make_ready(*, as_json: bool = False, language: str = "nb") -> None:
    """Create the database or bring it to the present schema; refuse in words where it cannot be reached."""
    try:
        initialise()
    except SQLAlchemyError as error:
        cause = str(error.__cause__ or error).splitlines()[0]
        said = text(language, "command.database", variable=URL_VARIABLE, cause=cause)
        refuse({"error": "database", "message": said}, said, as_json=as_json)
