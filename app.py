"""The router of the dashboard: settings, the menu, and the page that was asked for."""

from pathlib import Path

import streamlit as st

from hotpass.ui.menu import menu
from hotpass.ui.problems import said_plainly

st.set_page_config(page_title="Hotpass", page_icon="🧭", layout="wide")
page = st.navigation(menu(Path(__file__).parent / "pages"), position="top")
with said_plainly():
    page.run()
