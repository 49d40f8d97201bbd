"""The dashboard without a browser: the router with a workspace behind it."""

from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from hotpass.stewardship.opening import VARIABLE

APP = Path(__file__).resolve().parents[2] / "app.py"
Opener = Callable[..., AppTest]


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Opener:
    """Opens a page of a workspace, with the address's parameters."""

    def opened(folder: Path, page: str = "", **address: str) -> AppTest:
        monkeypatch.setenv(VARIABLE, str(folder))
        st.cache_resource.clear()
        tester = AppTest.from_file(str(APP), default_timeout=60)
        for name, value in address.items():
            tester.query_params[name] = value
        tester.run()
        if page:
            tester.switch_page(f"pages/{page}.py").run()
        assert not tester.exception
        return tester

    return opened
