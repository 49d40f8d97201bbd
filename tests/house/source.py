"""The source files of a tree and what they import, as the house rules see them."""

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Source:
    """One Python file; `place` is its path from the root of the tree, with forward slashes."""

    place: str
    text: str
    tree: ast.Module

    @property
    def module(self) -> str:
        """The dotted name it is imported by."""
        return self.place.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def room(self) -> str:
        """Its room in the house: `store` for hotpass/store/…, the stem for a file directly in hotpass/, else ''."""
        parts = self.place.removesuffix(".py").split("/")
        return parts[1] if parts[0] == "hotpass" and len(parts) > 1 else ""

    @property
    def lines(self) -> int:
        """How long it is."""
        return len(self.text.splitlines())

    def at(self, line: int, fault: str) -> str:
        """A fault as it is reported."""
        return f"{self.place}:{line}: {fault}"

    def comments(self) -> Iterator[tuple[int, str]]:
        """Line and text of every comment."""
        for token in tokenize.generate_tokens(io.StringIO(self.text).readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string


@dataclass(frozen=True)
class Import:
    """An import as written: `name` is all that was asked for, `package.module.name` for a from-import."""

    line: int
    name: str
    typing_only: bool

    def of(self, package: str) -> bool:
        """Whether it takes the package or something in it."""
        return self.name == package or self.name.startswith(f"{package}.")


@cache
def _parsed(path: Path, root: Path) -> Source:
    text = path.read_text(encoding="utf-8")
    return Source(path.relative_to(root).as_posix(), text, ast.parse(text))


def product(root: Path) -> list[Source]:
    """The files that make the product: hotpass/, pages/ and app.py."""
    paths = [*sorted((root / "hotpass").rglob("*.py")), *sorted((root / "pages").rglob("*.py")), root / "app.py"]
    return [_parsed(path, root) for path in paths if path.is_file()]


def everything(root: Path) -> list[Source]:
    """The product and its tests."""
    return [*product(root), *(_parsed(path, root) for path in sorted((root / "tests").rglob("*.py")))]


@cache
def imports(source: Source) -> tuple[Import, ...]:
    """Every import of a file, wherever it stands."""
    return tuple(_imports(source.tree, typing_only=False))


def _imports(node: ast.AST, *, typing_only: bool) -> Iterator[Import]:
    match node:
        case ast.Import(names=names):
            yield from (Import(node.lineno, each.name, typing_only) for each in names)
        case ast.ImportFrom(module=str(module), names=names):
            yield from (Import(node.lineno, f"{module}.{each.name}", typing_only) for each in names)
        case ast.If(test=ast.Name(id="TYPE_CHECKING"), body=body, orelse=orelse):
            yield from (found for statement in body for found in _imports(statement, typing_only=True))
            yield from (found for statement in orelse for found in _imports(statement, typing_only=typing_only))
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _imports(child, typing_only=typing_only)


def called(node: ast.AST) -> str:
    """The last name of what a call calls, or ''."""
    match node:
        case ast.Call(func=ast.Attribute(attr=name)) | ast.Call(func=ast.Name(id=name)):
            return name
        case _:
            return ""


def texts(source: Source) -> Iterator[tuple[int, str]]:
    """Line and content of every string but the docstrings; an f-string is one text with its holes left out."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value
        elif isinstance(node, ast.JoinedStr):
            pieces = [each.value for each in node.values if isinstance(each, ast.Constant)]
            yield node.lineno, " ".join(piece for piece in pieces if isinstance(piece, str))
