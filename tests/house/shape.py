"""House rules about how code is written: each takes the root of a tree and returns its faults."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import Source, called, everything, product

FORBIDDEN_WORDS = {"process", "handle", "manager", "helper", "util", "misc", "common", "enhanced", "v2", "final"}
FORBIDDEN_ALONE = {"data", "info"}
BROAD = {"Exception", "BaseException"}
MISSING = {"ImportError", "ModuleNotFoundError"}
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+")
SILENCER = re.compile(
    r"#\s*(noqa|type:\s*ignore|pragma:\s*no cover)\b"
    r"(?P<codes>:?\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|\[[^]]*\])?(?P<rest>.*)"
)

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def _definitions(source: Source) -> Iterator[Definition]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node


def _caught(handler: ast.ExceptHandler) -> set[str]:
    if handler.type is None:
        return {"BaseException"}
    named = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return {each.id for each in named if isinstance(each, ast.Name)}


def broad_except_only_in_the_runner(root: Path) -> list[str]:
    """Only hotpass/pipeline.py catches everything, and it raises again."""
    faults = []
    for source in product(root):
        for node in ast.walk(source.tree):
            match node:
                case ast.ExceptHandler() if _caught(node) & BROAD:
                    raises = isinstance(node.body[-1], ast.Raise)
                    if source.place != "hotpass/pipeline.py" or not raises:
                        faults.append(source.at(node.lineno, "catches everything"))
                case ast.Call(args=args) if called(node) == "suppress":
                    if any(isinstance(each, ast.Name) and each.id in BROAD for each in args):
                        faults.append(source.at(node.lineno, "suppresses everything"))
    return faults


def no_optional_twins(root: Path) -> list[str]:
    """What is needed is installed: no flag says whether a package is there, no import is tried."""
    faults = []
    for source in product(root):
        for node in ast.walk(source.tree):
            match node:
                case ast.Name(id=name, ctx=ast.Store()) if "AVAILABLE" in name.upper().split("_"):
                    faults.append(source.at(node.lineno, f"has the flag {name}"))
                case ast.ExceptHandler() if _caught(node) & MISSING:
                    faults.append(source.at(node.lineno, "tries an import"))
    return faults


def no_stubs(root: Path) -> list[str]:
    """Nothing is left for later."""
    faults = []
    for source in everything(root):
        faults += [
            source.at(line, f"says {found.group()}")
            for line, comment in source.comments()
            if (found := re.search(r"\b(TODO|FIXME|XXX|HACK)\b", comment))
        ]
        faults += [
            source.at(node.lineno, "is not implemented")
            for node in ast.walk(source.tree)
            if isinstance(node, ast.Raise) and "NotImplementedError" in ast.dump(node)
        ]
    return faults


def files_are_short(root: Path) -> list[str]:
    """No file is longer than 300 lines."""
    return [source.at(301, f"has {source.lines} lines") for source in everything(root) if source.lines > 300]


def functions_fit_half_a_screen(root: Path) -> list[str]:
    """No function of the product is longer than 40 lines, its signature and docstring counted."""
    return [
        source.at(node.lineno, f"{node.name} has {length} lines")
        for source in product(root)
        for node in _definitions(source)
        if not isinstance(node, ast.ClassDef) and (length := (node.end_lineno or 0) - node.lineno + 1) > 40
    ]


def names_use_our_words(root: Path) -> list[str]:
    """No module, class or function has a word in its name that says nothing."""
    faults = []
    for source in everything(root):
        names = [(1, source.module.rsplit(".", 1)[-1]), *((node.lineno, node.name) for node in _definitions(source))]
        faults += [source.at(line, f"is named {name}") for line, name in names if _says_nothing(name)]
    return faults


def _says_nothing(name: str) -> bool:
    words = [word.lower() for word in WORD.findall(name)]
    singular = {word.removesuffix("s") for word in words} | set(words)
    return bool(singular & FORBIDDEN_WORDS) or (len(words) == 1 and words[0] in FORBIDDEN_ALONE)


def silenced_checks_say_why(root: Path) -> list[str]:
    """Each silenced check names its code and gives its reason on the line."""
    return [
        source.at(line, f"does not say why: {comment}")
        for source in everything(root)
        for line, comment in source.comments()
        if (found := SILENCER.search(comment)) and not _says_why(found)
    ]


def _says_why(found: re.Match[str]) -> bool:
    coded = found["codes"] is not None or found[1].startswith("pragma")
    return coded and len(re.findall(r"[A-Za-z]{2,}", found["rest"])) >= 2


def the_door_is_small(root: Path) -> list[str]:
    """hotpass/__init__.py offers ten names at most, and exactly those of its `__all__`."""
    door = next(source for source in product(root) if source.place == "hotpass/__init__.py")
    offered: set[str] = set()
    listed: list[str] = []
    for node in ast.walk(door.tree):
        match node:
            case ast.ImportFrom(module=str(module), names=names) if module.startswith("hotpass."):
                offered |= {each.asname or each.name for each in names}
            case ast.Assign(targets=[ast.Name(id="__all__")], value=value):
                listed = list(ast.literal_eval(value))
    faults = [] if len(listed) <= 10 else [door.at(1, f"offers {len(listed)} names")]
    return faults + [door.at(1, f"{name} is offered or listed, not both") for name in sorted(offered ^ set(listed))]
