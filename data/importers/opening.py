"""From the bytes of a delimited file to its table, by its profile."""

from data.importers.context import Context
from data.importers.delimited import Table, table_of
from data.importers.encodings import text_of
from data.importers.parsed import Parsed
from data.importers.profiles import BrokenText, Profile
from data.importers.told import told_problems


def opened(
    parsed: Parsed, profile: Profile, content: bytes, context: Context, more_headers: tuple[str, ...] = ()
) -> Table | None:
    """Return the table of a file, or None where it has none; what is wrong with it joins `parsed.problems`.

    Args:
        parsed: gets the problems and `rows_read`.
        profile: names the headers that must be there.
        content: the bytes of the file.
        context: what was told with it.
        more_headers: further headers that must be there.
    """
    parsed.problems += told_problems(profile, context)
    text, problems = text_of(content, profile.encoding)
    parsed.problems += problems
    if problems:
        return None
    wanted = (*profile.wanted_headers, *more_headers)
    table, problems = table_of(text, profile.delimiters, wanted, repair=profile.broken_text is BrokenText.REPAIR)
    parsed.problems += problems
    parsed.rows_read = 0 if table is None else len(table)
    return table
