"""House rules about who may use what: each takes the root of a tree and returns its faults."""

import ast
import re
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from tests.house.source import Source, called, imports, product, texts

SQL = re.compile(
    r"\b(SELECT\b.*\bFROM|INSERT INTO|DELETE FROM|UPDATE \S+ SET|MERGE INTO|ALTER TABLE|TRUNCATE|ATTACH|DETACH|PRAGMA"
    r"|(CREATE|DROP)( OR REPLACE)?( TEMP| TEMPORARY)? (TABLE|VIEW|SCHEMA|MACRO|SEQUENCE|INDEX))\b",
    re.DOTALL,
)
NETWORK = (
    "aiohttp",
    "ftplib",
    "http.client",
    "httpx",
    "requests",
    "requests_cache",
    "smtplib",
    "socket",
    "urllib.request",
    "urllib3",
    "websockets",
)
UNSAFE_STORAGE = ("cloudpickle", "dill", "joblib", "marshal", "pickle", "shelve")
# What is started by name, not by an import: the command and each of the commands in it, the dashboard's server, the
# child that reads files, and the makers of the sample files and of the gazetteer.
STARTED = (
    "hotpass.__main__",
    "hotpass.ui.__main__",
    "hotpass.reading.child",
    "hotpass.demo.make_*",
    "hotpass.lookup.make_*",
    "hotpass.cli",
    "hotpass.commands.*",
    "hotpass.flows",
)


def _taking(root: Path, packages: tuple[str, ...], allowed: Callable[[Source], bool]) -> Iterator[str]:
    for source in product(root):
        for each in imports(source):
            if any(each.of(package) for package in packages) and not allowed(source):
                yield source.at(each.line, f"takes {each.name}")


def database_only_in_store(root: Path) -> list[str]:
    """`duckdb` is taken in store/ alone; matching/ may name the type of the connection it is handed."""
    return [
        source.at(each.line, f"takes {each.name}")
        for source in product(root)
        for each in imports(source)
        if each.of("duckdb")
        and source.room != "store"
        and not (source.room == "matching" and each.name == "duckdb.DuckDBPyConnection")
    ]


def sql_only_in_store(root: Path) -> list[str]:
    """Statements are written and run in store/, and in matching/ on the connection it is handed."""
    others = [source for source in product(root) if source.room not in {"store", "matching"}]
    faults = [source.at(line, "writes SQL") for source in others for line, text in texts(source) if SQL.search(text)]
    faults += [
        source.at(node.lineno, "runs a statement")
        for source in others
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and called(node) in {"execute", "executemany"}
    ]
    files = sorted((root / "hotpass").rglob("*.sql"))
    store = root / "hotpass" / "store"
    return faults + [f"{path.relative_to(root)}: SQL outside store/" for path in files if store not in path.parents]


def screen_only_in_ui(root: Path) -> list[str]:
    """`streamlit` is taken in ui/, app.py and pages/ alone."""
    return list(_taking(root, ("streamlit",), lambda source: source.room in {"", "ui"}))


def matcher_only_in_matching(root: Path) -> list[str]:
    """`splink` is taken in matching/ alone."""
    return list(_taking(root, ("splink",), lambda source: source.room == "matching"))


def network_only_in_lookup(root: Path) -> list[str]:
    """Only lookup/ reaches the network."""
    return list(_taking(root, NETWORK, lambda source: source.room == "lookup"))


def no_unsafe_storage(root: Path) -> list[str]:
    """Nothing is stored in a form that runs code when it is read."""
    return list(_taking(root, UNSAFE_STORAGE, lambda _: False))


def no_raw_html(root: Path) -> list[str]:
    """No value of a file reaches the browser as HTML; a constant text of the module itself may, such as a style."""
    return [
        source.at(node.lineno, "writes raw HTML")
        for source in product(root)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and (
            any(each.arg == "unsafe_allow_html" for each in node.keywords)
            or (called(node) == "html" and not _constant(node, source))
        )
    ]


def _constant(call: ast.Call, source: Source) -> bool:
    constants = {
        target.id
        for node in source.tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name) and target.id.isupper()
    }
    return not call.keywords and all(isinstance(each, ast.Name) and each.id in constants for each in call.args)


def pages_are_thin(root: Path) -> list[str]:
    """A page has 100 lines at most, lives in a section, and takes streamlit, hotpass.ui and hotpass.stewardship."""
    faults = [f"pages/{path.name}: stands outside a section" for path in sorted((root / "pages").glob("*.py"))]
    for source in product(root):
        if source.place.startswith("pages/"):
            if source.lines > 100:
                faults.append(source.at(101, "is longer than 100 lines"))
            faults += [
                source.at(each.line, f"takes {each.name}")
                for each in imports(source)
                if not any(each.of(package) for package in ("streamlit", "hotpass.ui", "hotpass.stewardship"))
            ]
    return faults


def every_module_is_reached(root: Path) -> list[str]:
    """Every module is reached from app.py, a page, the command or a flow."""
    modules = {source.module: source for source in product(root)}
    waiting = [name for name, source in modules.items() if _starts(source)]
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in reached:
            continue
        reached.add(name)
        for each in imports(modules[name]):
            # The door names its rooms for type checkers only: being on offer is not being used.
            if not (name == "hotpass" and each.typing_only):
                waiting += [part for part in _packages(each.name) if part in modules]
    return [f"{modules[name].place}: nothing reaches it" for name in sorted(set(modules) - reached)]


def _starts(source: Source) -> bool:
    return source.room == "" or any(fnmatchcase(source.module, pattern) for pattern in STARTED)


def _packages(name: str) -> list[str]:
    parts = name.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts) + 1)]
