"""The word lists beside this room, read once."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def table(name: str) -> Any:  # noqa: ANN401 - each list has a shape of its own, its reader knows it
    """The content of `tables/<name>.yaml`; the caller knows its shape."""
    text = files("hotpass.fields").joinpath("tables", f"{name}.yaml").read_text(encoding="utf-8")
    # The loader in C gives the same answers in a tenth of the time; a PyYAML without libyaml lacks it.
    return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - either is a safe loader
