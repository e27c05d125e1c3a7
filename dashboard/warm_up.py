"""What the first reader would otherwise wait for, done in the background as the app starts."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from dashboard import start_checks
from dashboard.middleware.compression import FOLDER, TYPES, compressed


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """Check once more what the server may have set since the app was made, then warm up; the app answers meanwhile."""
    start_checks.refuse_to_start()
    threading.Thread(target=warm, name="warm-up", daemon=True).start()
    yield


def warm() -> None:
    """Load the heavy libraries and compress the scripts and styles, the largest first."""
    import plotly.graph_objects  # noqa: F401 - loaded here so that the first page need not

    from dashboard import results  # noqa: F401 - loaded here so that the first page need not

    assets = [asset for asset in FOLDER.rglob("*") if asset.suffix in TYPES]
    for asset in sorted(assets, key=lambda asset: asset.stat().st_size, reverse=True):
        compressed(asset)
