"""Profiles: those that ship hold together, and a wrong one is refused with one sentence."""

from pathlib import Path

import pytest

from hotpass.errors import BadInput
from hotpass.fields.header import header_words
from hotpass.model.semantic import SemanticType
from hotpass.profiles import load, shipped


def test_those_that_ship() -> None:
    assert shipped() == ("auto", "aviation", "organisation", "person")


@pytest.mark.parametrize("name", shipped())
def test_a_header_means_one_field(name: str) -> None:
    profile = load(name)
    assert profile.name == name
    meant: dict[str, str] = {}
    for field in profile.fields:
        for header in {header_words(text) for text in (field.name, *field.synonyms)}:
            assert meant.setdefault(header, field.name) == field.name


@pytest.mark.parametrize("name", shipped())
def test_ranges_fit_their_types(name: str) -> None:
    profile = load(name)
    kinds = {field.name: field.type for field in profile.fields}
    for spec in profile.expectations:
        assert (spec.low is None) == (spec.high is None)
        if spec.low is not None:
            assert kinds[spec.field] in {SemanticType.LATITUDE, SemanticType.LONGITUDE, SemanticType.NUMBER}


def test_heights_are_one_field_however_a_list_calls_them() -> None:
    heights = next(field for field in load("auto").fields if field.name == "elevation")
    assert {"elevation ft", "alt ft", "altitude"} <= {header_words(text) for text in heights.synonyms}
    assert heights.matched


def test_aviation_speaks_of_southern_africa() -> None:
    assert load("aviation").country == "ZA"


def test_a_profile_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "wine.yaml"
    path.write_text("title: Wine\ncountry: ZA\nfields:\n  - {name: estate, title: Estate, type: organisation_name}\n")
    profile = load(str(path))
    assert (profile.name, profile.fields[0].name) == ("wine", "estate")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("title: [", "is not YAML: look at line 1."),
        ("- a", "must hold settings such as 'title:' and 'fields:'."),
        ("fields: []", "is wrong at 'title': field required."),
        ("title: T\nfields:\n  - {name: a, title: A, type: colour}", "is wrong at 'fields' → 'a' → 'type'"),
        ("title: T\nshoe: 1", "is wrong at 'shoe': extra inputs are not permitted."),
        (
            "title: T\nfields:\n  - {name: a, title: A, type: text}\n  - {name: a, title: B, type: text}",
            "names the field 'a' twice",
        ),
        (
            "title: T\nexpectations: [{field: b, kind: present}]",
            "expects something of 'b', which is none of its fields.",
        ),
        ("title: \x01", "is not YAML"),
    ],
)
def test_wrong_profiles(text: str, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(text)
    with pytest.raises(BadInput) as caught:
        load(str(path))
    assert sentence in str(caught.value)
    assert str(caught.value).startswith(f"The profile file '{path}'")
    assert "\n" not in str(caught.value)


def test_unknown_profiles(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="There is no profile 'wines': take one of auto, aviation, organisation, person"):
        load("wines")
    with pytest.raises(BadInput, match="There is no profile file"):
        load(str(tmp_path / "none.yaml"))
    (tmp_path / "folder.yaml").mkdir()
    with pytest.raises(BadInput, match="cannot be read"):
        load(str(tmp_path / "folder.yaml"))
