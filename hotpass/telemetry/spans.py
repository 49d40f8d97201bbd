"""Spans of a run, recorded by OpenTelemetry and kept as JSON lines in the run's folder."""

import json
from collections.abc import Sequence
from pathlib import Path

from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.trace import Tracer
from pydantic import BaseModel, ConfigDict

FILE = "spans.jsonl"
# Soon enough that a screen can show each stage as it ends.
FLUSH_MILLISECONDS = 500


class Span(BaseModel):
    """A recorded span; times are nanoseconds since 1970."""

    model_config = ConfigDict(frozen=True)

    name: str
    start_unix_nano: int
    end_unix_nano: int
    status: str
    attributes: dict[str, str | int | float | bool]

    @property
    def seconds(self) -> float:
        """How long it lasted."""
        return (self.end_unix_nano - self.start_unix_nano) / 1e9


class JsonLines(SpanExporter):
    """Appends finished spans to a file of the workspace."""

    def __init__(self, path: Path) -> None:
        """Names the file; the first span makes it."""
        self._path = path

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Writes one line a span; a full disk costs the spans, never the run."""
        lines = "".join(_line(span) for span in spans)
        try:
            with self._path.open("a", encoding="utf-8") as kept:
                kept.write(lines)
        except OSError:
            return SpanExportResult.FAILURE
        return SpanExportResult.SUCCESS


class Telemetry:
    """The tracer of one run and its exporter."""

    def __init__(self, folder: Path) -> None:
        """Records into `spans.jsonl` of this folder."""
        self._provider = TracerProvider(resource=Resource({"service.name": "hotpass"}), shutdown_on_exit=False)
        batch = BatchSpanProcessor(JsonLines(folder / FILE), schedule_delay_millis=FLUSH_MILLISECONDS)
        self._provider.add_span_processor(batch)

    @property
    def tracer(self) -> Tracer:
        """What a pipeline starts its spans with."""
        return self._provider.get_tracer("hotpass")

    def shutdown(self) -> None:
        """Writes what is still in the batch; call it once."""
        self._provider.shutdown()


def read_spans(folder: Path) -> list[Span]:
    """What was recorded in a run's folder, in order of start; a line cut off by a kill is left out."""
    path = folder / FILE
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    spans = [Span.model_validate_json(line) for line in lines if line.endswith("}")]
    return sorted(spans, key=lambda span: span.start_unix_nano)


def _line(span: ReadableSpan) -> str:
    recorded = {
        "name": span.name,
        "start_unix_nano": span.start_time,
        "end_unix_nano": span.end_time,
        "status": span.status.status_code.name,
        "attributes": dict(span.attributes or {}),
    }
    return json.dumps(recorded) + "\n"
