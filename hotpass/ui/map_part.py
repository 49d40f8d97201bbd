"""The part of the map that a person wants to see: chosen by its edges, or by a click on a dot that counts many."""

import math
from collections.abc import Sequence

import streamlit as st

from hotpass.model.place import Box

STEP = 0.5
UPRIGHT, ACROSS = "box_north and south", "box_west and east"


def box_wanted(extent: Box) -> Box | None:
    """The part of the map that the person wants to see; None where that is all of it."""
    with st.popover("Only a part of the map", icon=":material/crop:"):
        st.caption("Where points are too many to draw one by one, a smaller part shows them.")
        south, north = _edges("north and south", UPRIGHT, extent.south, extent.north)
        west, east = _edges("west and east", ACROSS, extent.west, extent.east)
    box = Box(south=south, north=north, west=west, east=east)
    inside = box.south > extent.south or box.north < extent.north or box.west > extent.west or box.east < extent.east
    if inside:
        st.button("All of the map", icon=":material/zoom_out_map:", on_click=_all)
    return box if inside else None


def open_part(extent: Box, around: Sequence[float]) -> None:
    """Wants to see the part of the map between these edges, in degrees: south, north, west and east."""
    south, north, west, east = around
    st.session_state[UPRIGHT] = _within(_bounds(extent.south, extent.north), south, north)
    st.session_state[ACROSS] = _within(_bounds(extent.west, extent.east), west, east)


def _edges(words: str, key: str, low: float, high: float) -> tuple[float, float]:
    bounds = _bounds(low, high)
    # What a person chose before may lie outside the map of another run.
    st.session_state[key] = _within(bounds, *st.session_state.get(key, bounds))
    st.slider(f"Degrees {words}", *bounds, step=STEP, key=key)
    low, high = st.session_state[key]
    return low, high


def _bounds(low: float, high: float) -> tuple[float, float]:
    """The whole degrees around both, at least one apart."""
    return float(math.floor(low)), float(max(math.ceil(high), math.floor(low) + 1))


def _within(bounds: tuple[float, float], low: float, high: float) -> tuple[float, float]:
    """Both, rounded outwards to a step, no further than the bounds; the bounds where nothing is left."""
    lower = max(bounds[0], math.floor(low / STEP) * STEP)
    upper = min(bounds[1], math.ceil(high / STEP) * STEP)
    return (lower, upper) if lower < upper else bounds


def _all() -> None:
    for key in (UPRIGHT, ACROSS):
        st.session_state.pop(key, None)
