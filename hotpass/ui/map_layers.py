"""What the map is drawn of: points or squares, and lines to records that lie apart."""

import json
import math
from collections import defaultdict
from collections.abc import Callable, Sequence

import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from hotpass.model.place import Atlas, Box, Line, PlacedEntity, Square
from hotpass.ui import map_ground
from hotpass.ui.wording import counted

# Streamlit asks a tile server for a base map unless it is given a style; this one has nothing in it. The browser asks a
# style whether it includes an address, which a list, unlike a bare style, can answer.
NO_TILES = [{"version": 8, "sources": {}, "layers": []}]
DOUBT, PLAIN, WAITING = [200, 30, 60], [59, 115, 217], [214, 106, 30]
# With it, the legend is in sight on a small screen too.
HEIGHT = 430
# Zoom by which a map of this many pixels shows the whole world.
PIXELS, TILE = 1100.0, 512.0
Colour = Callable[[PlacedEntity], list[int]]


class CompactDeck(pdk.Deck):  # type: ignore[misc] # pydeck ships no types
    """A map that is sent to the browser without the blanks that make up most of pydeck's own text."""

    def to_json(self) -> str:
        """The map as JSON."""
        return json.dumps(self, default=default_serialize, separators=(",", ":"))


def deck(layers: Sequence[pdk.Layer], box: Box) -> pdk.Deck:
    """A map of these layers on our own land, with `box` in sight, that asks no other host for anything."""
    every = [*map_ground.ground(box), *layers, map_ground.names(box)]
    made = CompactDeck(layers=every, initial_view_state=_view(box), map_provider=None, tooltip={"text": "{told}"})
    made.map_style = NO_TILES
    return made


def points(entities: Sequence[PlacedEntity], colour: Colour) -> pdk.Layer:
    """One point for all entities at the same position, as towns have many: the larger, the more.

    Doubtful ones have a ring, and lie on top.
    """
    spots: dict[tuple[float, float], list[PlacedEntity]] = defaultdict(list)
    for point in sorted(entities, key=_weight, reverse=True):
        spots[point.longitude, point.latitude].append(point)
    rows = [
        {
            "entity_ids": [point.entity_id for point in here],
            "told": told(here),
            "position": list(spot),
            "colour": [*colour(here[0]), 200],
            "ring": [*DOUBT, 255] if here[0].doubt else [*colour(here[0]), 0],
            "size": 4 + 2 * math.log2(len(here)),
        }
        for spot, here in sorted(spots.items(), key=lambda found: _weight(found[1][0]))
    ]
    return pdk.Layer(
        "ScatterplotLayer",
        rows,
        id="points",
        pickable=True,
        stroked=True,
        get_position="position",
        get_fill_color="colour",
        get_line_color="ring",
        line_width_units="'pixels'",
        get_line_width=2,
        radius_units="'pixels'",
        get_radius="size",
    )


def squares(atlas: Atlas) -> pdk.Layer:
    """A dot for each square of the map, by how many entities lie in it; orange where one of them waits."""
    most = max((square.entities for square in atlas.squares), default=1)
    rows = [
        {
            "told": _counted(square),
            "around": [square.within.south, square.within.north, square.within.west, square.within.east],
            "position": [square.longitude, square.latitude],
            "colour": [*(WAITING if square.waits else PLAIN), 190],
            "size": 1.5 + 4.5 * math.sqrt(square.entities / most),
        }
        for square in reversed(atlas.squares)
    ]
    return pdk.Layer(
        "ScatterplotLayer",
        rows,
        id="squares",
        pickable=True,
        get_position="position",
        get_fill_color="colour",
        radius_units="'pixels'",
        get_radius="size",
    )


def lines(found: Sequence[Line]) -> pdk.Layer:
    """From entities to those of their records that lie elsewhere."""
    rows = [
        {"from": [line.longitude, line.latitude], "to": [line.to_longitude, line.to_latitude], "told": "one entity"}
        for line in found
    ]
    return pdk.Layer(
        "LineLayer",
        rows,
        id="lines",
        get_source_position="from",
        get_target_position="to",
        get_color=[*DOUBT, 160],
        width_units="'pixels'",
        get_width=2,
    )


def told(here: Sequence[PlacedEntity]) -> str:
    """What a point says when the pointer is on it; plain text."""
    first, place = here[0], here[0].place
    if len(here) == 1:
        words = f"{first.name}: {counted(first.records, 'record')}{'' if place is None else f', in {place}'}"
        return words if first.doubt is None else f"{words}. {first.doubt}"
    return f"{counted(len(here), 'golden record')}{'' if place is None else f' in {place}'}"


def _counted(square: Square) -> str:
    waits = f", {square.waits:,} with something that waits" if square.waits else ""
    return f"{counted(square.entities, 'golden record')}{waits}. Click to see them one by one."


def around(places: Sequence[tuple[float, float]]) -> Box:
    """So much of the globe that all but the outermost hundredth of latitudes and longitudes is in sight."""
    if not places:
        return Box()
    latitudes, longitudes = (sorted(values) for values in zip(*places, strict=True))
    edge = len(places) // 100
    return Box(south=latitudes[edge], north=latitudes[-1 - edge], west=longitudes[edge], east=longitudes[-1 - edge])


def _weight(point: PlacedEntity) -> tuple[bool, bool, int]:
    return point.doubt is not None, point.waits, point.records


def _view(box: Box) -> pdk.ViewState:
    wide = max(box.east - box.west, 0.05) / 360 * TILE / PIXELS
    high = max(_mercator(box.north) - _mercator(box.south), 1e-4) * TILE / HEIGHT
    zoom = min(12.0, -math.log2(max(wide, high)) - 0.2)
    return pdk.ViewState(latitude=(box.south + box.north) / 2, longitude=(box.west + box.east) / 2, zoom=max(0.5, zoom))


def _mercator(latitude: float) -> float:
    """How far up a latitude stands on the map, which is 1 high from pole to pole as far as it is drawn."""
    bounded = math.radians(max(-85.0, min(85.0, latitude)))
    return math.asinh(math.tan(bounded)) / (2 * math.pi)
