"""A real server on 127.0.0.1 and a real browser that may talk to nobody else."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, ViewportSize, WebSocket, sync_playwright

from hotpass.settings import Settings
from hotpass.stewardship import showcase
from hotpass.stewardship.opening import VARIABLE

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
HERE = "127.0.0.1"
WINDOW: ViewportSize = {"width": 1366, "height": 768}
STARTING_SECONDS = 60
QUIET = (
    "() => !document.querySelector('[data-testid=stStatusWidget]') && !document.querySelector('[data-stale=true]')"
    " && document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
    " && document.getAnimations().every((each) => each.playState !== 'running')"
)
Server = Callable[[Path], str]
Scheme = Literal["light", "dark"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serves a workspace and answers its address; every server is stopped at the end."""
    with ExitStack() as ending:
        addresses: dict[Path, str] = {}

        def started(folder: Path) -> str:
            if folder not in addresses:
                log = tmp_path_factory.mktemp("server") / "log.txt"
                addresses[folder] = _start(folder, log, ending)
            return addresses[folder]

        yield started


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address in a context of its own; any request to another host fails the test."""
    strangers: list[str] = []
    with ExitStack() as ending:

        def visited(address: str, scheme: Scheme = "light") -> Page:
            context = browser.new_context(viewport=WINDOW, color_scheme=scheme, accept_downloads=True)
            ending.callback(context.close)
            context.on("request", lambda request: _note(request.url, strangers))
            page = context.new_page()
            page.on("websocket", lambda socket: _note(socket.url, strangers))
            page.set_default_timeout(60_000)
            page.goto(address)
            settle(page)
            return page

        yield visited
    assert strangers == []


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    """One page for those who only look: a browser that was here before loads the next address in half the time."""
    context = browser.new_context(viewport=WINDOW)
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


@pytest.fixture
def look(window: Page) -> Iterator[Callable[..., Page]]:
    """Opens an address in the window, which forgets what was stored; any request to another host fails the test."""
    strangers: list[str] = []

    def asked(request: Request) -> None:
        _note(request.url, strangers)

    def reached(socket: WebSocket) -> None:
        _note(socket.url, strangers)

    def looked(address: str, scheme: Scheme = "light") -> Page:
        window.emulate_media(color_scheme=scheme)
        window.goto(address)
        settle(window)
        return window

    window.on("request", asked)
    window.on("websocket", reached)
    yield looked
    window.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    window.context.clear_cookies()
    window.goto("about:blank")
    window.remove_listener("request", asked)
    window.remove_listener("websocket", reached)
    assert strangers == []


def settle(page: Page) -> None:
    """Waits until the page has its title and nothing on it is being drawn anew."""
    page.wait_for_selector("h1")
    page.wait_for_function(QUIET)


def _note(address: str, strangers: list[str]) -> None:
    parts = urlsplit(address)
    if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != HERE:
        strangers.append(address)


def _start(folder: Path, log: Path, ending: ExitStack) -> str:
    port = free_port()
    server = launch(folder, log, port)
    ending.callback(server.wait)
    ending.callback(server.terminate)
    return f"http://{HERE}:{port}"


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as free:
        free.bind((HERE, 0))
        return int(free.getsockname()[1])


def launch(folder: Path, log: Path, port: int) -> "subprocess.Popen[bytes]":
    """Starts a server and waits until it answers."""
    command = [sys.executable, "-m", "hotpass", "dashboard", "--workspace", str(folder), "--port", str(port)]
    with log.open("wb") as words:
        server = subprocess.Popen(
            command, env=os.environ | {VARIABLE: ""}, cwd=ROOT, stdout=words, stderr=subprocess.STDOUT
        )
    _await_port(port, server, log)
    return server


def _await_port(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(STARTING_SECONDS * 10):
        with socket.socket() as knock:
            knock.settimeout(0.1)
            if knock.connect_ex((HERE, port)) == 0:
                return
        try:
            server.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    pytest.fail(f"the dashboard did not start: {log.read_text(encoding='utf-8', errors='replace')}")


@pytest.fixture(scope="session")
def chicago_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of the bundled Chicago programmes, which has some hundred doubtful links; copy it to decide any."""
    folder = tmp_path_factory.mktemp("chicago") / "workspace"
    showcase.fill(folder, "chicago", Settings())
    return folder
