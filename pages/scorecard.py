"""How are we doing? Budget, innovation, implementation and benefits of a unit and a quarter."""

from dashboard import page
from dashboard.views import scorecard

scope = page.looked_at()
card = scorecard.drawn(scope.principal, scope.version, scope)
page.head(scope, "page.scorecard.question", as_of=card.as_of, signed=card.signed)
page.answer(card.answer)
scorecard.show(scope, card)
