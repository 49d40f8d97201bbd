"""Comparisons of where something is: address, town, region, country, postcode, position."""

from hotpass.matching.comparison import (
    Comparison,
    Level,
    agreeing,
    alike,
    begun,
    both,
    exactly,
    left,
    likely,
    one_slip,
    right,
    same,
    slipped,
)
from hotpass.matching.evidence import Evidence
from hotpass.matching.hints import Alike, Slip
from hotpass.store.compose import quote

# Mean radius of the earth in km (IUGG 1980).
EARTH_KM = 6371.0088
# In words, in km, and the share of matches expected there.
DISTANCES = (("Within 100 m", 0.1, 0.5), ("Within 1 km", 1, 0.25), ("Within 5 km", 5, 0.12), ("Within 25 km", 25, 0.06))


def address(found: Evidence) -> Comparison:
    """The whole address, number and street, a street nearly the same, the street alone."""
    name = found.name
    value, number, street = f"{name}__value", f"{name}__number", f"{name}__street"
    columns = {value: quote(name)}
    levels = [exactly("Same address", value, 0.6)]
    if found.has("number") and found.has("street"):
        columns |= {number: quote(number), street: quote(street)}
        levels += [
            agreeing("Same number and street", 0.1, number, street),
            Level(
                "Same number, similar street",
                f"{same(number)} AND {alike(street, 0.88)}",
                0.08,
                given=((number, number),),
                hints=(Alike(street, 0.88),),
            ),
            # Before likeness: two long numbers of one street are much alike as texts.
            Level(
                "Same street, one sign of a long number differs",
                _nearly_here(number, street),
                0.03,
                given=((street, street),),
                hints=(Slip(number),),
            ),
            agreeing("Same street, another number", 0.05, street, tf=street),
            likely("Nearly the same address", value, 0.95, 0.06),
        ]
    levels.append(likely("Similar address", value, 0.88, 0.05))
    return Comparison(name, found.field.title, (name,), columns, (value,), tuple(levels), tuple(columns))


def _nearly_here(number: str, street: str) -> str:
    """Neighbours often differ by one digit; of three digits and more, so do slips of the hand."""
    long = both("least(length({l}), length({r})) > 2", number)
    return f"{same(street)} AND {long} AND {one_slip(number)}"


def town(found: Evidence) -> Comparison:
    """A city, suburb or village: equal, or nearly so."""
    value = f"{found.name}__value"
    levels = (exactly("Same place", value, 0.8), likely("Nearly the same place", value, 0.9, 0.1))
    return _single(found, value, levels)


def area(found: Evidence) -> Comparison:
    """A region or country: equal or not."""
    value = f"{found.name}__value"
    return _single(found, value, (exactly("The same", value, 0.93),))


def postcode(found: Evidence) -> Comparison:
    """Equal, one character wrong or two swapped, the same beginning."""
    value = f"{found.name}__value"
    levels = (
        exactly("Same postcode", value, 0.8),
        slipped("One character differs", value, 0.06),
        begun("Same beginning", value, 3, 0.05),
    )
    return _single(found, value, levels)


def position(latitude: Evidence, longitude: Evidence) -> Comparison:
    """Distance along a great circle (haversine formula), in km."""
    lat, lon = f"{latitude.name}__degrees", f"{longitude.name}__degrees"
    distance = _kilometres(lat, lon)
    return Comparison(
        name=latitude.name,
        title="Position",
        fields=(latitude.name, longitude.name),
        columns={
            lat: f"TRY_CAST({quote(latitude.name)} AS DOUBLE)",
            lon: f"TRY_CAST({quote(longitude.name)} AS DOUBLE)",
        },
        needs=(lat, lon),
        subject=(lat, lon),
        levels=tuple(Level(label, f"{distance} <= {limit}", m) for label, limit, m in DISTANCES),
        radii=tuple(limit for _, limit, _ in DISTANCES),
    )


def _kilometres(lat: str, lon: str) -> str:
    half = (
        f"pow(sin(radians({right(lat)} - {left(lat)}) / 2), 2) + cos(radians({left(lat)})) * "
        f"cos(radians({right(lat)})) * pow(sin(radians({right(lon)} - {left(lon)}) / 2), 2)"
    )
    return f"{2 * EARTH_KM} * asin(sqrt(least(1.0, {half})))"


def _single(found: Evidence, value: str, levels: tuple[Level, ...]) -> Comparison:
    return Comparison(
        found.name, found.field.title, (found.name,), {value: quote(found.name)}, (value,), levels, (value,)
    )
