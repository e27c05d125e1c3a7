"""How are we doing? Budget, innovation, implementation and benefits of a unit and a quarter."""

from dashboard import page, results
from dashboard.views import scorecard

scope = page.looked_at()
card = results.scorecard_of(scope)
page.head(scope, "page.scorecard.question", as_of=card.as_of, signed=card.signed)
scorecard.show(scope, card)
