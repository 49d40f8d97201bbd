"""The map: golden records on the countries of the world, drawn without asking any other host."""

import json
import math
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pydeck as pdk
import streamlit as st

from hotpass.model.place import Atlas, PlacedEntity, Precision
from hotpass.stewardship.atlas import CREDIT
from hotpass.stewardship.overview import Place
from hotpass.ui.menu import page_file
from hotpass.ui.tables import table
from hotpass.ui.wording import counted, plain

LAND = Path(__file__).parent / "land" / "countries.geojson"
# Streamlit asks a tile server for a base map unless it is given a style; this one has nothing in it. The browser asks a
# style whether it includes an address, which a list, unlike a bare style, can answer.
NO_TILES = [{"version": 8, "sources": {}, "layers": []}]
GROUND, SHORE = [128, 140, 160, 45], [128, 140, 160, 150]
COLOURS = {
    "waits for a person": [214, 106, 30],
    "from several records": [46, 125, 91],
    "from one record": [59, 115, 217],
}
NAMED_AT_ONCE = 12
# From here on a town is taken to be the one meant.
SURE = 0.75
HEIGHT = 520
# Zoom by which a map of this many pixels shows the whole world.
PIXELS, TILE = 1100.0, 512.0


@cache
def _land() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(LAND.read_text(encoding="utf-8"))
    return found


def map_of(atlas: Atlas) -> tuple[str, ...]:
    """Draws the map with its legend; answers the entities that lie where a person clicked."""
    layers = [pdk.Layer("GeoJsonLayer", _land(), get_fill_color=GROUND, get_line_color=SHORE, line_width_min_pixels=1)]
    layers.append(_points(atlas) if atlas.points else _squares(atlas))
    deck = pdk.Deck(layers=layers, initial_view_state=_view(atlas), map_provider=None, tooltip={"text": "{told}"})
    deck.map_style = NO_TILES
    chosen = st.pydeck_chart(deck, height=HEIGHT, on_select="rerun", selection_mode="single-object", key="map")
    _legend(atlas)
    objects = chosen["selection"]["objects"].get("points", [])
    return tuple(map(str, objects[0]["entity_ids"])) if objects else ()


def chosen_entities(atlas: Atlas, entity_ids: Sequence[str]) -> None:
    """The entities that were clicked on, and the way to each."""
    here = [point for point in atlas.points if point.entity_id in entity_ids]
    for point in here[:NAMED_AT_ONCE]:
        st.page_link(
            page_file(Place.ENTITIES),
            label=f"**{plain(point.name)}** · {counted(point.records, 'record')} · {_where(point)}",
            icon=":material/arrow_forward:",
            query_params={"id": point.entity_id},
        )
    if len(here) > NAMED_AT_ONCE:
        st.caption(f"{counted(len(here) - NAMED_AT_ONCE, 'more golden record')} at this place.")


def apart_table(atlas: Atlas) -> None:
    """Entities whose own records lie far from each other, the furthest first."""
    st.header("Records that lie far apart", anchor=False)
    if not atlas.apart:
        st.success("The records of every entity lie within 5 km of each other, or have no position.")
        return
    rows = [
        (point.name, point.records, round(point.apart or 0.0, 1), _where(point), point.entity_id)
        for point in atlas.apart
    ]
    table(("Entity", "Records", "Kilometres", "Where", "Id"), rows, "Entities whose records lie far apart")


def _points(atlas: Atlas) -> pdk.Layer:
    """One point for all entities at the same position, as towns have many: the larger, the more."""
    spots: dict[tuple[float, float], list[PlacedEntity]] = defaultdict(list)
    for point in sorted(atlas.points, key=lambda point: (-point.waits, -point.records)):
        spots[point.longitude, point.latitude].append(point)
    rows = [
        {
            "entity_ids": [point.entity_id for point in here],
            "told": _told(here),
            "position": list(spot),
            "colour": [*COLOURS[_kind(here[0])], 200],
            "size": 4 + 2 * math.log2(len(here)),
        }
        for spot, here in sorted(spots.items(), key=lambda found: (found[1][0].waits, found[1][0].records))
    ]
    return pdk.Layer(
        "ScatterplotLayer",
        rows,
        id="points",
        pickable=True,
        get_position="position",
        get_fill_color="colour",
        radius_units="'pixels'",
        get_radius="size",
    )


def _told(here: Sequence[PlacedEntity]) -> str:
    first, place = here[0], here[0].place
    if len(here) == 1:
        told = f"{first.name}: {counted(first.records, 'record')}"
        return told if place is None else f"{told}, in {place}"
    return f"{counted(len(here), 'golden record')}{'' if place is None else f' in {place}'}"


def _squares(atlas: Atlas) -> pdk.Layer:
    most = max((square.entities for square in atlas.squares), default=1)
    rows = [
        {
            "told": counted(square.entities, "entity", "entities"),
            "position": [square.longitude, square.latitude],
            "size": 2 + 10 * math.sqrt(square.entities / most),
        }
        for square in atlas.squares
    ]
    return pdk.Layer(
        "ScatterplotLayer",
        rows,
        id="squares",
        pickable=True,
        get_position="position",
        get_fill_color=[*COLOURS["from one record"], 150],
        radius_units="'pixels'",
        get_radius="size",
    )


def _kind(point: PlacedEntity) -> str:
    if point.waits:
        return "waits for a person"
    return "from several records" if point.records > 1 else "from one record"


def _view(atlas: Atlas) -> pdk.ViewState:
    """So close that all but the outermost hundredth of places on each side is in sight."""
    places = [(point.latitude, point.longitude) for point in atlas.points]
    places += [(square.latitude, square.longitude) for square in atlas.squares]
    if not places:
        return pdk.ViewState(latitude=0, longitude=20, zoom=1)
    latitudes, longitudes = (sorted(values) for values in zip(*places, strict=True))
    edge = len(places) // 100
    south, north = latitudes[edge], latitudes[-1 - edge]
    west, east = longitudes[edge], longitudes[-1 - edge]
    wide = max(east - west, 0.05) / 360 * TILE / PIXELS
    high = max(_mercator(north) - _mercator(south), 1e-4) * TILE / HEIGHT
    zoom = min(12.0, -math.log2(max(wide, high)) - 0.2)
    return pdk.ViewState(latitude=(south + north) / 2, longitude=(west + east) / 2, zoom=max(0.5, zoom))


def _mercator(latitude: float) -> float:
    """How far up a latitude stands on the map, which is 1 high from pole to pole as far as it is drawn."""
    bounded = math.radians(max(-85.0, min(85.0, latitude)))
    return math.asinh(math.tan(bounded)) / (2 * math.pi)


def _legend(atlas: Atlas) -> None:
    if atlas.squares:
        st.caption("Each dot counts the entities of a square of the map; the larger, the more.")
    else:
        counts = dict.fromkeys(COLOURS, 0)
        for point in atlas.points:
            counts[_kind(point)] += 1
        names = {"waits for a person": "orange", "from several records": "green", "from one record": "blue"}
        st.caption(" · ".join(f":{names[kind]}[●] {count:,} {kind}" for kind, count in counts.items()))
    odd = f" {counted(atlas.odd, 'position')} cannot be right and is left out." if atlas.odd else ""
    by_place = f", {atlas.by_place:,} of them by the town they name" if atlas.by_place else ""
    vague = f" Of {atlas.vague:,} more only the region or country is known." if atlas.vague else ""
    st.caption(
        f"{atlas.placed:,} of {atlas.entities:,} golden records are on the map{by_place}.{vague}{odd} "
        f"Coasts and borders: Natural Earth. {CREDIT}"
    )


def _where(point: PlacedEntity) -> str:
    if point.precision is Precision.CITY:
        sure = "" if point.confidence >= SURE else ", if that is the one meant"
        return f"somewhere in {plain(point.place or 'its town')}{sure}"
    across, along = ("S" if point.latitude < 0 else "N"), ("W" if point.longitude < 0 else "E")
    return f"{abs(point.latitude):.4f}° {across}, {abs(point.longitude):.4f}° {along}"
