"""Telemetry: where recorded spans go. Nothing is ever sent anywhere unless a person asks for it."""

from hotpass.telemetry.spans import Span, Telemetry, read_spans

__all__ = ["Span", "Telemetry", "read_spans"]
