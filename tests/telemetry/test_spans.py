"""Spans reach the run's folder, cost nothing when that is gone, and survive a cut-off line."""

from pathlib import Path

import pytest

from hotpass.telemetry import Telemetry, read_spans


def record(folder: Path, *names: str) -> None:
    telemetry = Telemetry(folder)
    for name in names:
        with telemetry.tracer.start_as_current_span(name) as span:
            span.set_attribute("rows_in", 3)
    telemetry.shutdown()


def test_what_was_recorded_can_be_read(tmp_path: Path) -> None:
    record(tmp_path, "stage ingest", "stage match")
    spans = read_spans(tmp_path)
    assert [span.name for span in spans] == ["stage ingest", "stage match"]
    assert all(span.seconds >= 0 and span.attributes == {"rows_in": 3} for span in spans)


def test_a_cut_off_line_is_left_out(tmp_path: Path) -> None:
    record(tmp_path, "stage ingest")
    with (tmp_path / "spans.jsonl").open("a") as file:
        file.write('{"name": "stage ma')
    assert [span.name for span in read_spans(tmp_path)] == ["stage ingest"]


def test_a_lost_folder_costs_the_spans_and_nothing_else(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    telemetry = Telemetry(folder)
    with telemetry.tracer.start_as_current_span("stage ingest"):
        folder.rmdir()
    telemetry.shutdown()
    assert read_spans(folder) == []
    assert capfd.readouterr().err == ""
