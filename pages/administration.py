"""Who has access? People and their roles, who is signed in, what everybody may see, and the audit trail."""

from dashboard import language, page
from dashboard.views import administration

administration.show(language.current(), page.principal())
