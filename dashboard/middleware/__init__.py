"""What every request passes on its way to the app, outermost first."""

from starlette.middleware import Middleware

from dashboard.middleware.compression import CompressedAssets
from dashboard.middleware.document_language import DocumentLanguage
from dashboard.middleware.security_headers import SecurityHeaders

MIDDLEWARE = [Middleware(SecurityHeaders), Middleware(CompressedAssets), Middleware(DocumentLanguage)]
