"""What every request passes on its way to the app, outermost first."""

from starlette.middleware import Middleware

from dashboard.middleware.compression import CompressedAssets
from dashboard.middleware.document_language import DocumentLanguage
from dashboard.middleware.expected_messages import ExpectedMessages
from dashboard.middleware.gatekeeper import Gatekeeper
from dashboard.middleware.security_headers import SecurityHeaders
from dashboard.middleware.set_cookies import SetCookies
from dashboard.middleware.sign_in_answers import SignInAnswers

MIDDLEWARE = [
    Middleware(SecurityHeaders),
    Middleware(SetCookies),
    Middleware(CompressedAssets),
    Middleware(Gatekeeper),
    Middleware(SignInAnswers),
    Middleware(DocumentLanguage),
    Middleware(ExpectedMessages),
]
