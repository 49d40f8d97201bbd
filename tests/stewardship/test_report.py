"""The report: one page without a network or anybody's texts, the same figures in every form, exit code 3 on a stop."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from hotpass.cli import hotpass
from hotpass.errors import BadInput
from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship import report
from hotpass.stewardship.computation import compute
from hotpass.store.workspace import Workspace

HOSTILE = "<script>alert(1)</script>"
PROFILE = """
name: strict
title: Strict
fields:
  - {name: organisation_name, title: "Name <b>bold</b>", type: organisation_name, synonyms: [name]}
  - {name: email, title: E-mail, type: email, synonyms: [mail]}
expectations:
  - {field: email, kind: valid, severity: critical}
  - {field: organisation_name, kind: present, severity: error}
"""


class Page:
    """The tags of a page, and the attributes that would fetch something."""

    def __init__(self, text: str) -> None:
        self.tags = re.findall(r"<([a-z][a-z0-9]*)", text)
        self.outside = re.findall(r"<[a-z][^>]*\s(src|href|action|srcset|data)=", text)


def run(place: Path, wrong: int) -> Workspace:
    lines = ["Name,Mail", *(f"Firm {n} {HOSTILE},{'wrong' if n < wrong else f'post@firm{n}.co.za'}" for n in range(40))]
    (place / "firms.csv").write_text("\n".join(lines), encoding="utf-8")
    (place / "strict.yaml").write_text(PROFILE, encoding="utf-8")
    request = RunRequest(files=(place / "firms.csv",), profile=str(place / "strict.yaml"))
    compute(place / "<i>w</i>".replace("/", "-"), request, Settings())
    return Workspace.open(place / "<i>w</i>".replace("/", "-"), Settings(idle_seconds=0.5))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    place = tmp_path_factory.mktemp("report")
    run(place, 3)
    return run(place, 30)


def test_the_page_needs_no_network_holds_no_row_and_no_markup_of_data(workspace: Workspace) -> None:
    text = report.text(report.report(workspace), ".html")
    page = Page(text)
    assert not {"script", "img", "link", "iframe", "b", "i"} & set(page.tags)
    assert page.outside == []
    assert "url(" not in text and "@import" not in text and "Firm 1" not in text
    assert "svg" in page.tags and "polyline" in page.tags
    assert len(text.encode()) < report.LARGEST_PAGE
    assert "not measured" in text and "Stop: 30 rows" in text


def test_rows_come_only_when_asked_and_escaped(workspace: Workspace) -> None:
    found = report.report(workspace, rows=True)
    assert {len(rows) for rows in found.rows.values()} == {report.ROWS_SHOWN}
    text = report.text(found, ".html")
    assert "The first 20 of 30 rows." in text and "B2" in text
    assert "script" not in Page(text).tags
    assert re.search(r"^\| firms.csv \| B2 \| wrong \|", report.text(found, ".md"), re.MULTILINE)


def test_every_form_tells_the_same_and_what_got_worse(workspace: Workspace) -> None:
    found = report.report(workspace)
    assert [(rule.title, rule.before, rule.failed) for rule in found.worse] == [("E-mail is valid", 3, 30)]
    said = json.loads(report.text(found, ".json"))
    told = report.text(found, ".md")
    validity = said["scores"]["validity"]
    assert f"| Validity | {validity['passed']} | {validity['tested']} |" in told
    assert "| E-mail is valid | stop | 30 | 40 | 75 % | 3 | still there |" in told
    assert (said["critical"], said["failed"], said["scores"]["accuracy"]) == (30, True, None)
    assert "| Accuracy | — | — | not measured |" in told
    assert len(said["past"]) == 2


def test_the_command_writes_a_file_and_exits_3_on_a_stop(workspace: Workspace, tmp_path: Path) -> None:
    for suffix in (".html", ".md", ".json"):
        output = tmp_path / f"report{suffix}"
        asked = ["report", "--workspace", str(workspace.folder), "--output", str(output)]
        done = CliRunner().invoke(hotpass, asked)
        assert (done.exit_code, output.stat().st_size > 500) == (3, True)


def test_a_wrong_suffix_a_wrong_place_and_an_empty_workspace_are_refused(workspace: Workspace, tmp_path: Path) -> None:
    for output in (tmp_path / "report.pdf", tmp_path / "nowhere" / "report.html"):
        with pytest.raises(BadInput):
            report.write(workspace, output)
    with pytest.raises(BadInput, match="no published run"):
        report.report(Workspace.open(tmp_path / "new", Settings(), create=True))
