"""The documents say what is there."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml

from hotpass.cli import COMMANDS, FILES, hotpass

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
# Taken by a person from a filled dashboard; everything else must be there.
PICTURE = "docs/screenshot.png"


def every(command: click.Command) -> Iterator[click.Command]:
    """A command, and those inside it."""
    yield command
    if isinstance(command, click.Group):
        for inner in inside(command).values():
            yield from every(inner)


def inside(group: click.Group) -> dict[str, click.Command]:
    """The commands of a group by name."""
    context = click.Context(group)
    found = {name: group.get_command(context, name) for name in group.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def test_the_command_table_names_the_commands_there_are() -> None:
    named = re.findall(r"^\| `hotpass (\w+)", README, re.MULTILINE)
    assert sorted(named) == sorted(name for name, command in inside(hotpass).items() if not command.hidden)


def test_every_file_of_a_command_is_called_by_its_name() -> None:
    assert inside(hotpass).keys() == set(COMMANDS)
    files = {path.stem for path in (ROOT / "hotpass" / "commands").glob("*.py")} - {"__init__", "options"}
    assert files == {FILES.get(name, name) for name in COMMANDS}
    assert [name for name, command in inside(hotpass).items() if command.name != name] == []


def test_the_make_commands_that_are_named_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {name for page in PAGES for name in re.findall(r"\bmake ([a-z]+)\b", page.read_text(encoding="utf-8"))}
    assert {"demo", "test"} <= named & targets
    assert set(re.findall(r"`make ([a-z]+)", README)) <= targets


def test_options_that_are_named_exist() -> None:
    there = {
        option
        for command in every(hotpass)
        for parameter in command.params
        for option in (*parameter.opts, *parameter.secondary_opts)
    } | {"--help"}
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    named = {
        option
        for page in pages
        for line in page.read_text(encoding="utf-8").splitlines()
        if "hotpass " in line
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", line)
    }
    assert named - there == set()


def test_the_readme_is_two_screens_at_most() -> None:
    assert len(README.splitlines()) <= 80


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target and target != PICTURE]
    assert [target for target in local if not (page.parent / target).exists()] == []


def test_every_page_of_the_documents_is_linked_from_the_first() -> None:
    first = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    linked = {(ROOT / "docs" / target).resolve() for target in re.findall(r"\]\(([^)#\s]+)\)", first)}
    assert {page for page in PAGES if page.parent.name != ROOT.name and page.name != "index.md"} - linked == set()


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(page.name[:4]) for page in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_checks_before_a_commit_are_those_of_make_test() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    hooks = {hook["id"] for repository in config["repos"] for hook in repository["hooks"]}
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").split("\ncheck:")[1].split("\n\n")[0]
    assert {"ruff", "mypy", "lint-imports", "pytest"} == {
        name for name in ("ruff", "mypy", "lint-imports", "pytest") if name in recipe
    }
    assert {"ruff-check", "ruff-format", "mypy", "lint-imports", "house"} == hooks
