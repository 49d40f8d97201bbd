"""The dashboard's server: Streamlit with our own routes, told from its first request on where the menu comes from."""

import sys
from pathlib import Path

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from hotpass.ui.routes import routes

if __name__ == "__main__":
    # Streamlit takes a folder `pages` for its old menu until the app has run once, and would answer the first visitor
    # of a deep link with "page not found".
    PagesManager.uses_pages_directory = False
    script, address, port = sys.argv[1:]
    # Streamlit looks for modules beside the program that starts it: that is to be the app, not this room.
    sys.argv = [script]
    place = {"server.address": address, "server.port": int(port), "server.headless": True}
    st.App(Path(script), routes=routes()).run(config=place)
