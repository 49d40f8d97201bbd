"""The offline page: what it holds, and what it never does."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from hotpass.cli import hotpass
from hotpass.errors import BadInput
from hotpass.model.review import Queue, ReviewFilter
from hotpass.stewardship import offline_page
from tests.cases import published

PAIRS = [(["a", "b"], 8.0), (["c", "d"], 4.5), (["f", "g"], 2.0)]


def test_the_page_holds_the_links_that_wait_without_score_and_without_network(tmp_path: Path) -> None:
    workspace = published.publish_run(tmp_path / "w", PAIRS)
    out = tmp_path / "page.html"
    told = ["judgements", "export", str(out), "--workspace", str(workspace.folder), "--format", "offline-page"]
    done = CliRunner().invoke(hotpass, told)
    assert "2 doubtful links" in done.stdout
    page = out.read_text(encoding="utf-8")
    links = json.loads(re.findall(r"const LINKS = (.*);\n", page)[0])
    assert [link["key"] for link in links] == ["f~g", "c~d"]
    assert "probability" not in links[0]
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)\s*=\s*[\"']", page)
    workspace.close()


def test_where_nothing_waits_no_page_is_made(tmp_path: Path) -> None:
    workspace = published.publish_run(tmp_path / "w", PAIRS)
    with pytest.raises(BadInput, match="Nothing waits"):
        offline_page.made(workspace, Queue.UNSURE, ReviewFilter(words="no such words"))
    workspace.close()


def test_a_value_cannot_end_the_script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records = {**published.RECORDS, "c": {**published.RECORDS["c"], "name": "</script><script>alert(1)"}}
    monkeypatch.setattr(published, "RECORDS", records)
    workspace = published.publish_run(tmp_path / "w", PAIRS)
    page, _ = offline_page.made(workspace, Queue.UNSURE, ReviewFilter())
    assert page.count("</script>") == 1
    assert "\\u003c/script>" in page
    workspace.close()
