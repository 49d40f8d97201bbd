"""What lies beneath every map: our own land, its coasts and borders, and the names of large towns."""

import json
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pydeck as pdk
import streamlit as st

from hotpass.model.place import Box
from hotpass.stewardship.atlas import landmarks

LAND = Path(__file__).parent / "land" / "countries.geojson"
GROUND, SHORE = [128, 140, 160, 45], [128, 140, 160, 150]
NAMES = {"light": [62, 70, 86, 255], "dark": [196, 203, 214, 255]}
MOST_NAMES = 14
# Borders are drawn so much further than what is in sight at first, in widths of that, and at least so many degrees.
FURTHER, LEAST_DEGREES = 1.5, 20.0
Piece = dict[str, float]


def ground(box: Box) -> list[pdk.Layer]:
    """The land with the borders around a part of the globe."""
    land = pdk.Layer("GeoJsonLayer", _land(), id="land", stroked=False, get_fill_color=GROUND)
    shores = pdk.Layer(
        "LineLayer",
        list(_near(box)),
        id="shores",
        get_source_position="[a, b]",
        get_target_position="[c, d]",
        get_color=SHORE,
        width_units="'pixels'",
        get_width=1,
    )
    return [land, shores]


def names(box: Box) -> pdk.Layer:
    """The largest towns of a part of the globe, by name."""
    rows = [{"name": town.name, "at": [town.longitude, town.latitude]} for town in landmarks(box, MOST_NAMES)]
    return pdk.Layer(
        "TextLayer",
        rows,
        id="names",
        get_position="at",
        get_text="name",
        get_size=12,
        get_color=NAMES["dark" if st.context.theme.type == "dark" else "light"],
        get_text_anchor="'start'",
        get_pixel_offset=[7, 0],
        character_set="'auto'",
        font_family="'sans-serif'",
    )


@cache
def _land() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(LAND.read_text(encoding="utf-8"))
    return found


@cache
def _shores() -> list[Piece]:
    """Every straight piece of a coast or border, once: a browser without a graphics card takes long to draw paths."""
    pieces: dict[frozenset[tuple[float, float]], Piece] = {}
    rings = (
        ring for country in _land()["features"] for outline in country["geometry"]["coordinates"] for ring in outline
    )
    for ring in rings:
        for (a, b), (c, d) in pairwise(ring):
            pieces.setdefault(frozenset({(a, b), (c, d)}), {"a": a, "b": b, "c": c, "d": d})
    return list(pieces.values())


def _near(box: Box) -> Iterator[Piece]:
    high = max((box.north - box.south) * FURTHER, LEAST_DEGREES)
    wide = max((box.east - box.west) * FURTHER, LEAST_DEGREES)
    for piece in _shores():
        inside = box.south - high < piece["b"] < box.north + high
        if inside and box.west - wide < piece["a"] < box.east + wide:
            yield piece
