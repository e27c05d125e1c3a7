"""What can I see, and who has read about me? One's own roles, sessions and the acts that were about one."""

from dashboard import language, page
from dashboard.views import my_access

my_access.show(language.current(), page.principal())
