"""Workbook parts: which part of an .xlsx package holds which sheet, and what its styles make of numbers."""

import posixpath
from dataclasses import dataclass, field
from xml.parsers import expat

from hotpass.reading.number_format import BUILT_IN, Shown, shown_by
from hotpass.reading.package import Package

WORKBOOK = "xl/workbook.xml"


@dataclass(frozen=True)
class SheetPart:
    """A sheet as the workbook lists it: `part` is the package's name of its XML, empty where it has none."""

    name: str
    part: str
    state: str
    chart: bool


@dataclass(frozen=True)
class Styles:
    """The cell styles whose numbers are shown as something else, by style number: (how, format code)."""

    special: dict[int, tuple[Shown, str]] = field(default_factory=dict)

    def of(self, *kinds: Shown) -> list[int]:
        """The style numbers that show numbers in one of these ways."""
        return [style for style, (shown, _) in self.special.items() if shown in kinds]


def elements(xml: bytes) -> list[tuple[str, dict[str, str]]]:
    """The elements of a small part in order, with namespace prefixes left out: (name, attributes)."""
    found: list[tuple[str, dict[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        found.append((_local(name), {_local(key): value for key, value in attributes.items()}))

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(xml, True)  # noqa: FBT003 - expat takes its second argument by position only
    return found


def sheet_parts(package: Package) -> tuple[list[SheetPart], bool]:
    """The sheets of an .xlsx in their order, and whether its dates count from 1904."""
    targets = {
        attributes.get("Id", ""): (attributes.get("Target", ""), attributes.get("Type", ""))
        for name, attributes in elements(package.part("xl/_rels/workbook.xml.rels") or b"<none/>")
        if name == "Relationship"
    }
    sheets, epoch_1904 = [], False
    for name, attributes in elements(package.part(WORKBOOK)):
        if name == "workbookPr":
            epoch_1904 = attributes.get("date1904", "0") in ("1", "true")
        if name == "sheet":
            target, kind = targets.get(attributes.get("id", ""), ("", ""))
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            chart = not kind.endswith("/worksheet")
            sheets.append(SheetPart(attributes.get("name", ""), part, attributes.get("state", "visible"), chart))
    return sheets, epoch_1904


def styles(package: Package) -> Styles:
    """The styles that show numbers as dates, times, spans or masks."""
    codes: dict[int, str] = {}
    special: dict[int, tuple[Shown, str]] = {}
    inside, position = False, 0
    for name, attributes in elements(package.part("xl/styles.xml") or b"<none/>"):
        if name == "numFmt":
            codes[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        elif name in ("cellXfs", "cellStyles", "dxfs"):
            inside = name == "cellXfs"
        elif name == "xf" and inside:
            number = int(attributes.get("numFmtId", "0"))
            code = codes.get(number, "")
            shown = shown_by(code) if code else BUILT_IN.get(number, Shown.NUMBER)
            if shown is not Shown.NUMBER:
                special[position] = (shown, code)
            position += 1
    return Styles(special)


def _local(name: str) -> str:
    return name.rpartition(":")[2]
