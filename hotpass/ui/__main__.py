"""The dashboard's server: Streamlit itself, told from its first request on where the menu comes from."""

import sys

from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import cli

if __name__ == "__main__":
    # Streamlit takes a folder `pages` for its old menu until the app has run once, and would answer the first visitor
    # of a deep link with "page not found".
    PagesManager.uses_pages_directory = False
    sys.exit(cli.main())
