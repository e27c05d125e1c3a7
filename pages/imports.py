"""Which files do the figures come from? What was imported, new files, and undo."""

from dashboard import language, page
from dashboard.views import imports

imports.show(language.current(), page.principal())
