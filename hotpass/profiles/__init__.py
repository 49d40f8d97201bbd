"""The profiles that ship, and the reading of those a person writes."""

from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import yaml
from pydantic import ValidationError

from hotpass.errors import BadInput
from hotpass.model.profile import Profile
from hotpass.profiles.expectations import automatic_expectations

__all__ = ["automatic_expectations", "load", "shipped"]

_SUFFIXES = (".yaml", ".yml")


def shipped() -> tuple[str, ...]:
    """The names of the profiles that come with Hotpass."""
    found = (entry.name for entry in files("hotpass.profiles").iterdir())
    return tuple(sorted(Path(name).stem for name in found if name.endswith(".yaml")))


def load(name_or_path: str) -> Profile:
    """A shipped profile by its name, or a person's own by the path of its YAML file; raises `BadInput`."""
    if name_or_path in shipped():
        return _read(files("hotpass.profiles").joinpath(f"{name_or_path}.yaml"), name_or_path, name_or_path)
    path = Path(name_or_path)
    if path.suffix.lower() not in _SUFFIXES:
        raise BadInput(
            f"There is no profile '{name_or_path}': take one of {', '.join(shipped())}, or name a .yaml file."
        )
    return _read(path, str(path), path.stem)


def _read(source: Traversable | Path, place: str, name: str) -> Profile:
    try:
        text = source.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BadInput(f"There is no profile file '{place}': check the path.") from None
    except (OSError, UnicodeDecodeError):
        raise BadInput(
            f"The profile file '{place}' cannot be read: it must be a UTF-8 text file you may open."
        ) from None
    return _made(_parsed(text, place), place, name)


def _parsed(text: str, place: str) -> Mapping[str, object]:
    try:
        found = _quickly(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadInput(f"The profile file '{place}' is not YAML: look at line {line}.") from None
    except yaml.YAMLError:
        raise BadInput(f"The profile file '{place}' is not YAML: it holds characters YAML does not allow.") from None
    if not isinstance(found, dict):
        raise BadInput(f"The profile file '{place}' must hold settings such as 'title:' and 'fields:'.")
    return found


def _quickly(text: str) -> object:
    """The content of a YAML text, as the loader in C reads it; what is wrong with one the other tells more exactly."""
    try:
        return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - either is a safe loader
    except yaml.YAMLError:
        return yaml.safe_load(text)


def _made(found: Mapping[str, object], place: str, name: str) -> Profile:
    try:
        profile = Profile.model_validate({"name": name, **found})
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = _where(first["loc"], found)
        raise BadInput(f"The profile file '{place}' is wrong at {where}: {first['msg'].lower()}.") from None
    names = [field.name for field in profile.fields]
    if twice := next((field for field in names if names.count(field) > 1), None):
        raise BadInput(f"The profile file '{place}' names the field '{twice}' twice: give each a name of its own.")
    for spec in profile.expectations:
        for named in spec.named:
            if named not in names:
                raise BadInput(
                    f"The profile file '{place}' expects something of '{named}', which is none of its fields."
                )
    return profile


def _where(loc: tuple[int | str, ...], found: Mapping[str, object]) -> str:
    steps = [f"number {step + 1}" if isinstance(step, int) else f"'{step}'" for step in loc]
    fields = found.get("fields")
    if loc[:1] == ("fields",) and len(loc) > 1 and isinstance(fields, list) and isinstance(loc[1], int):
        entry = fields[loc[1]]
        if isinstance(entry, dict) and isinstance(entry.get("name"), str):
            steps[1] = f"'{entry['name']}'"
    return " → ".join(steps) or "the top"
