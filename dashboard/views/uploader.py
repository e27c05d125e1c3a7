"""The words of Streamlit's uploader in the reader's language."""

import streamlit as st

from dashboard.markup import html
from dashboard.words import text

_UPLOADER = (
    "<style>"
    '.stApp [data-testid="stFileUploaderDropzone"] [data-testid="stBaseButton-secondary"] p,'
    '.stApp [data-testid="stFileUploaderDropzoneInstructions"] span {{ font-size: 0; }}'
    '.stApp [data-testid="stFileUploaderDropzone"] [data-testid="stBaseButton-secondary"] p::after'
    ' {{ font-size: 0.875rem; content: "{choose}"; }}'
    '.stApp [data-testid="stFileUploaderDropzoneInstructions"] span::after'
    ' {{ font-size: 0.875rem; content: "{limit}"; }}'
    "</style>"
)
"""Streamlit writes the words of its uploader in English only: these are shown in their place."""


def words(language: str) -> None:
    """Let the uploaders of the page speak the reader's language."""
    most = int(st.get_option("server.maxUploadSize"))
    limit = text(language, "imports.upload_limit", most=most)
    st.html(html(_UPLOADER, choose=text(language, "imports.upload"), limit=limit))
