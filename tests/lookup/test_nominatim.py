"""The geocoder: its replies become places, in the country asked for, at its pace, and never something else."""

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from hotpass.lookup.answer import Outcome
from hotpass.lookup.nominatim import GAP_SECONDS, Nominatim
from hotpass.settings import Settings
from tests.lookup.geocoder import Geocoder, served
from tests.lookup.hostile import served as hostile

GAP = 0.1


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = served()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def geocoder(tmp_path: Path, address: str) -> Iterator[Nominatim]:
    told = {"geocoder": address, "lookup_contact": "ann@example.org", "lookup_hosts": ("127.0.0.1",)}
    opened = Nominatim(tmp_path, Settings.model_validate(told), GAP)
    yield opened
    opened.close()


def test_places_come_back_in_order_and_only_those_of_the_country(geocoder: Nominatim) -> None:
    found = geocoder.find("  12 Schröder Street,\n Upington ", "ZA")
    assert found.answer.outcome is Outcome.ANSWERED
    assert [(place.kind, place.latitude) for place in found.places] == [("building", -28.4571), ("town", -28.448)]
    assert found.places[0].name.startswith("12, Schröder Street, Upington")
    path, fields, agent = Geocoder.asked[-1]
    assert path == "/search"
    assert fields["q"] == ["12 Schröder Street, Upington"]
    assert (fields["countrycodes"], fields["limit"], fields["format"]) == (["za"], ["5"], ["jsonv2"])
    assert agent == "Hotpass (ann@example.org)"
    assert geocoder.notices == []
    assert len(geocoder.find("12 Schröder Street, Upington", None).places) == 3


def test_what_is_not_known_is_an_answer_too_and_is_remembered(geocoder: Nominatim) -> None:
    before = len(Geocoder.asked)
    for _ in range(2):
        found = geocoder.find("nowhere", "ZA")
        assert (found.answer.outcome, found.places) == (Outcome.ANSWERED, ())
    assert len(Geocoder.asked) == before + 1


def test_questions_keep_their_distance(geocoder: Nominatim) -> None:
    before = len(Geocoder.times)
    for text in ("one", "two", "three"):
        geocoder.find(text, None)
    times = Geocoder.times[before:]
    assert len(times) == 3
    assert min(later - earlier for earlier, later in pairwise(times)) > GAP * 0.8
    assert GAP_SECONDS >= 1


@pytest.mark.parametrize(
    "body",
    [
        {"error": "no"},
        [{"display_name": "X", "lat": "north", "lon": "1"}],
        [{"display_name": "X", "lat": "nan", "lon": "1"}],
        [{"display_name": "X", "lat": "91", "lon": "1"}],
        [{"display_name": None, "lat": "1", "lon": "1"}],
        [{"lat": "1"}],
        ["X"],
    ],
)
def test_an_answer_in_another_form_is_named_and_not_used(geocoder: Nominatim, body: object) -> None:
    Geocoder.odd = json.dumps(body)
    found = geocoder.find(f"odd {body}", None)
    assert (found.answer.outcome, found.places) == (Outcome.UNEXPECTED, ())
    assert geocoder.notices == ["127.0.0.1 answered in a form that is not the one agreed on."]


def test_trouble_has_its_name_and_a_host_that_is_not_allowed_is_not_asked(tmp_path: Path) -> None:
    server = hostile()
    hosts = f"http://127.0.0.1:{server.server_port}"
    outcomes = {
        "page": Outcome.NOT_JSON,
        "busy-2065": Outcome.BUSY,
        "cut": Outcome.BROKEN,
        "bomb": Outcome.TOO_LARGE,
        "elsewhere": Outcome.REDIRECTED,
        "good": Outcome.UNEXPECTED,
    }
    for habit, outcome in outcomes.items():
        # The habits of that server stand in the first part of the path; the geocoder's own part comes after it.
        told = {"geocoder": f"{hosts}/{habit}?", "lookup_contact": "ann", "lookup_seconds": 0.3}
        opened = Nominatim(tmp_path, Settings.model_validate({**told, "lookup_hosts": ("127.0.0.1",)}), 0.0)
        assert opened.find("Upington", "ZA").answer.outcome is outcome, habit
        assert len(opened.notices) == 1
        opened.close()
    barred = Nominatim(tmp_path, Settings(geocoder=f"{hosts}/good?", lookup_contact="ann"))
    assert barred.find("Upington", None).answer.outcome is Outcome.BARRED
    barred.close()
    server.shutdown()
    server.server_close()
