"""The client against a server that does everything wrong: a named outcome in time, one warning, nothing remembered."""

import json
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import JsonValue

from hotpass.lookup.answer import Outcome
from hotpass.lookup.breaker import FAILURES, REST_SECONDS, Breaker
from hotpass.lookup.client import CACHE_FILE, Client
from hotpass.settings import Settings
from tests.lookup.hostile import GOOD, Hostile, served

HOST = "127.0.0.1"
SETTINGS = Settings(lookup_hosts=(HOST,), lookup_seconds=1.0)
GUARD_SECONDS = 10.0


def has_items(body: JsonValue) -> bool:
    return isinstance(body, dict) and isinstance(body.get("items"), list)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = served()
    yield f"http://{HOST}:{server.server_port}"
    Hostile.over.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    opened = Client(tmp_path, SETTINGS)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("habit", "outcome"),
    [
        ("busy", Outcome.BUSY),
        ("busy-soon", Outcome.BUSY),
        ("busy-2065", Outcome.BUSY),
        ("busy-nonsense", Outcome.BUSY),
        ("error", Outcome.FAILED),
        ("gateway", Outcome.FAILED),
        ("missing", Outcome.REFUSED),
        ("hangs", Outcome.SLOW),
        ("slow-body", Outcome.SLOW),
        ("slow-headers", Outcome.SLOW),
        ("cut", Outcome.BROKEN),
        ("no-http", Outcome.BROKEN),
        ("page", Outcome.NOT_JSON),
        ("garbage", Outcome.NOT_JSON),
        ("latin", Outcome.NOT_JSON),
        ("empty", Outcome.UNEXPECTED),
        ("bomb", Outcome.TOO_LARGE),
        ("no-gzip", Outcome.BROKEN),
        ("huge", Outcome.TOO_LARGE),
        ("loop", Outcome.REDIRECTED),
        ("elsewhere", Outcome.REDIRECTED),
        ("file", Outcome.REDIRECTED),
    ],
)
def test_every_bad_answer_has_its_name_in_time_and_is_not_remembered(
    client: Client, address: str, habit: str, outcome: Outcome
) -> None:
    begun = time.monotonic()
    answer = client.ask(f"{address}/{habit}", has_items)
    assert time.monotonic() - begun < GUARD_SECONDS
    assert (answer.outcome, answer.body) == (outcome, None)
    assert len(client.notices) == 1
    assert client.remembered() == 0


def test_a_good_answer_is_remembered_for_this_user_alone(client: Client, address: str, tmp_path: Path) -> None:
    before = Hostile.seen["/good"]
    for form in (None, {"q": "x"}, None):
        assert client.ask(f"{address}/good?name=x", has_items, form) == (Outcome.ANSWERED, GOOD)
    assert Hostile.seen["/good"] - before == client.asked == client.remembered() == 2
    assert stat.S_IMODE((tmp_path / CACHE_FILE).stat().st_mode) == 0o600
    assert client.notices == []


def test_a_host_that_recovers_is_asked_again_and_one_that_moves_within_itself_is_followed(
    client: Client, address: str
) -> None:
    assert client.ask(f"{address}/recovers", has_items).outcome is Outcome.ANSWERED
    assert client.ask(f"{address}/onward", has_items).outcome is Outcome.ANSWERED


def test_hosts_nobody_allowed_and_addresses_in_the_clear_are_not_asked(client: Client, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    named = Client(tmp_path / "other", Settings(lookup_hosts=("example.org",)))
    assert client.ask("https://example.org/", has_items).outcome is Outcome.BARRED
    assert client.ask("file:///etc/passwd", has_items).outcome is Outcome.BARRED
    assert named.ask("http://example.org/", has_items).outcome is Outcome.BARRED
    named.close()


def test_offline_is_a_state_and_a_remembered_answer_still_serves(client: Client, address: str) -> None:
    assert client.ask(f"{address}/good", has_items).outcome is Outcome.ANSWERED
    assert client.ask("http://127.0.0.1:1/", has_items).outcome is Outcome.OFFLINE
    assert client.ask(f"{address}/good", has_items).outcome is Outcome.ANSWERED


def test_an_old_answer_is_used_and_called_old_where_the_host_is_down(tmp_path: Path) -> None:
    server = served()
    url = f"http://{HOST}:{server.server_port}/good"
    client = Client(tmp_path, SETTINGS)
    assert client.ask(url, has_items).outcome is Outcome.ANSWERED
    client.close()
    server.shutdown()
    server.server_close()
    with closing(sqlite3.connect(tmp_path / CACHE_FILE)) as cache, cache:
        key, value = cache.execute("SELECT key, value FROM responses").fetchone()
        aged = json.dumps(json.loads(value) | {"expires": "2020-01-01T00:00:00"})
        cache.execute("UPDATE responses SET value = ? WHERE key = ?", (aged, key))
    again = Client(tmp_path, SETTINGS)
    assert again.ask(url, has_items) == (Outcome.STALE, GOOD)
    assert again.notices == [
        f"{HOST} could not be asked; its last answers, which are older than wanted, were used.",
    ]
    again.close()


def test_a_host_that_asks_for_a_pause_is_left_alone(client: Client, address: str) -> None:
    assert client.ask(f"{address}/busy-2065", has_items).outcome is Outcome.BUSY
    assert client.ask(f"{address}/good?x=1", has_items).outcome is Outcome.RESTING


def test_the_breaker_opens_after_failures_in_a_row_and_lets_one_through_after_a_rest() -> None:
    now = [0.0]
    breaker = Breaker(lambda: now[0])
    for _ in range(FAILURES - 1):
        breaker.failed("a")
    assert not breaker.is_open("a")
    breaker.failed("a")
    assert breaker.is_open("a")
    assert not breaker.is_open("b")
    now[0] = REST_SECONDS
    assert not breaker.is_open("a")
    breaker.failed("a")
    assert breaker.is_open("a")
    breaker.rest("b", 1e9)
    now[0] = REST_SECONDS * 2
    breaker.succeeded("a")
    breaker.failed("a")
    assert not breaker.is_open("a")
    assert not breaker.is_open("b")


@pytest.mark.parametrize("where", [0, 1500])
def test_a_damaged_cache_is_put_aside_and_told_once(address: str, tmp_path: Path, where: int) -> None:
    path = tmp_path / CACHE_FILE
    first = Client(tmp_path, SETTINGS)
    first.ask(f"{address}/good", has_items)
    first.close()
    content = bytearray(path.read_bytes())
    content[where : where + 4000] = b"\xa5" * 4000
    path.write_bytes(content)
    client = Client(tmp_path, SETTINGS)
    for _ in range(2):
        assert client.ask(f"{address}/good", has_items).outcome is Outcome.ANSWERED
    assert [notice for notice in client.notices if "damaged" in notice] == client.notices
    assert len(client.notices) <= 1
    assert (tmp_path / f"{CACHE_FILE}.damaged").exists() or client.remembered() == 1
    client.close()


def test_a_locked_cache_is_gone_without(client: Client, address: str, tmp_path: Path) -> None:
    client.ask(f"{address}/good", has_items)
    other = sqlite3.connect(tmp_path / CACHE_FILE, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    for _ in range(2):
        assert client.ask(f"{address}/good?y=2", has_items).outcome is Outcome.ANSWERED
    other.close()
    assert client.notices == ["Answers were asked for anew: another program holds the cache."]
