"""The lock files: pinned, hashed, without an address, and above every known hole."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from plotly.offline import get_plotlyjs_version

ROOT = Path(__file__).resolve().parents[1]
RUNTIME, DEVELOPMENT = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
LOCKS = pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT], ids=lambda lock: lock.name)
# The first version of each without a published hole that matters to us; packages that are not locked are not needed.
FLOORS = {
    "authlib": "1.7.2",
    "duckdb": "2.0",
    "pillow": "12.3",
    "pyarrow": "14.0.1",
    "python-multipart": "0.0.26",
    "requests": "2.33",
    "starlette": "1.3.1",
    "streamlit": "1.62",
    "urllib3": "2.7",
}
PLOTLY_SCRIPT_FLOOR = "2.25.2"
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


def requirements(text: str) -> list[tuple[Requirement, int]]:
    """Every requirement of a lock file with its number of hashes."""
    bare = re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE)
    lines = [line for line in re.sub(r"\\\n\s*", " ", bare).splitlines() if line.strip()]
    return [(Requirement(line.split(" --hash")[0]), len(HASH.findall(line))) for line in lines]


def versions(lock: Path) -> dict[str, set[str]]:
    """The pinned versions of each package; more than one where they differ by platform."""
    found: dict[str, set[str]] = {}
    for requirement, _ in requirements(lock.read_text(encoding="utf-8")):
        found.setdefault(canonicalize_name(requirement.name), set()).update(
            each.version for each in requirement.specifier
        )
    return found


def below(pinned: dict[str, set[str]]) -> list[str]:
    """The packages that are pinned below their floor."""
    return [
        f"{name} {version}"
        for name, floor in FLOORS.items()
        for version in pinned.get(name, set())
        if Version(version) < Version(floor)
    ]


@LOCKS
def test_a_lock_holds_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-(?!-hash)|--(?:index|extra-index|find|trusted)", text, re.MULTILINE)
    assert all(requirement.url is None for requirement, _ in requirements(text))


@LOCKS
def test_every_requirement_is_pinned_and_hashed(lock: Path) -> None:
    found = requirements(lock.read_text(encoding="utf-8"))
    assert len(found) > 50
    assert [str(each) for each, hashes in found if not hashes] == []
    assert [str(each) for each, _ in found if [part.operator for part in each.specifier] != ["=="]] == []


def test_a_requirement_without_a_hash_or_with_an_address_is_seen() -> None:
    [(bare, hashes)] = requirements("duckdb==2.0.0 \\\n    # via splink\n")
    assert (bare.name, hashes) == ("duckdb", 0)
    [(addressed, _)] = requirements("duckdb @ https://example.org/duckdb.whl\n")
    assert addressed.url


@LOCKS
def test_nothing_is_pinned_below_a_known_hole(lock: Path) -> None:
    pinned = versions(lock)
    assert below(pinned) == []
    assert {"duckdb", "pyarrow", "requests", "starlette", "streamlit", "urllib3"} <= set(pinned)
    assert below({"duckdb": {"1.4.1"}}) == ["duckdb 1.4.1"]


def test_the_script_that_draws_charts_is_above_its_known_hole() -> None:
    assert Version(get_plotlyjs_version()) >= Version(PLOTLY_SCRIPT_FLOOR)


def test_the_development_lock_holds_the_runtime_lock() -> None:
    development = versions(DEVELOPMENT)
    assert {name: pinned for name, pinned in versions(RUNTIME).items() if development.get(name) != pinned} == {}


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    for lock, asked in (
        (RUNTIME, [*project["dependencies"], *extras["build"]]),
        (DEVELOPMENT, [*project["dependencies"], *extras["build"], *extras["dev"]]),
    ):
        pinned = versions(lock)
        wanted = [Requirement(each) for each in asked]
        missing = [each.name for each in wanted if not pinned.get(canonicalize_name(each.name))]
        assert missing == []
        assert [
            str(each)
            for each in wanted
            if not all(each.specifier.contains(version) for version in pinned[canonicalize_name(each.name)])
        ] == []
