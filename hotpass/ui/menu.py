"""The menu: the pages there are, in the order of the bar on top."""

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from hotpass.stewardship.overview import Place

FILES = {
    "overview": ("observe/overview.py", "Overview"),
    Place.IMPORT: ("prepare/upload.py", "Import"),
    Place.QUALITY: ("prepare/quality.py", "Quality"),
    Place.REVIEW: ("resolve/review.py", "Review"),
    Place.ENTITIES: ("resolve/entities.py", "Entities"),
    Place.MAP: ("observe/map.py", "Map"),
    Place.DRIFT: ("observe/drift.py", "Drift"),
    Place.RUNS: ("observe/runs.py", "Runs"),
    Place.MODEL: ("resolve/model.py", "Model"),
    Place.ENRICH: ("prepare/enrich.py", "Enrich"),
    Place.AUDIT: ("observe/audit.py", "Audit"),
}


def menu(folder: Path) -> list[Page]:
    """The pages, found in this folder."""
    return [
        st.Page(folder / file, title=title, url_path=str(name), default=name == "overview")
        for name, (file, title) in FILES.items()
    ]


def page_file(place: Place) -> str:
    """The file of a page, as links between pages name it."""
    return f"pages/{FILES[place][0]}"
