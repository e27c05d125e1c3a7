"""What happens when something breaks that nobody foresaw: the log gets the cause, the page only an id."""

import logging
import secrets

from dashboard import language, notices

LOG = logging.getLogger("brobygger")


def reported(error: BaseException) -> str:
    """Log the error with its cause under a new id, and return the id."""
    error_id = secrets.token_hex(4)
    LOG.error("error %s", error_id, exc_info=error)
    return error_id


def show(error: Exception) -> bool:
    """Log an error of a page and say its id there; True keeps Streamlit from showing its own box."""
    error_id = reported(error)
    notices.show(language.current(), "failed", id=error_id)
    return True
