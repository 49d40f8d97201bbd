"""The sample files that ship with Hotpass, so that a newcomer sees his kind of data at once."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict

from hotpass.errors import BadInput

DEFAULT_SAMPLE = "aviation"
_HERE = Path(__file__).resolve().parent


class Sample(BaseModel):
    """A set of files and how they are run. `ignore` and `key` name source headers, as in a run request."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str
    profile: str
    files: tuple[Path, ...]
    ignore: tuple[str, ...] = ()
    key: str | None = None
    credit: str


_AVIATION = Sample(
    name="aviation",
    title="Airfields and flight schools of southern Africa",
    profile="aviation",
    files=tuple(
        _HERE / "aviation" / file
        for file in (
            "ourairports_2020-10-23.csv",
            "ourairports_2021-04-12.csv",
            "airportsdata.csv",
            "flight_schools.xlsx",
        )
    ),
    ignore=("id",),
    key="id",
    credit="OurAirports (public domain); airportsdata by Mike Borsetti (MIT); the flight schools are invented",
)
_CHICAGO = Sample(
    name="chicago",
    title="Early-childhood programmes of Chicago",
    profile="organisation",
    files=(_HERE / "chicago" / "early_childhood_programmes.csv",),
    ignore=("Id",),
    key="Id",
    credit="DataMade, dedupe-examples (MIT)",
)
SAMPLES: Mapping[str, Sample] = MappingProxyType({each.name: each for each in (_AVIATION, _CHICAGO)})


def sample(name: str) -> Sample:
    """The sample of that name; raises `BadInput` naming the ones there are."""
    if name not in SAMPLES:
        raise BadInput(f"There is no sample called '{name}': take {' or '.join(SAMPLES)}.")
    return SAMPLES[name]
