"""The map: golden records on the countries of the world, drawn without asking any other host."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial

import streamlit as st

from hotpass.model.place import Atlas, Box, PlacedEntity, Precision
from hotpass.stewardship.atlas import CREDIT, atlas_of
from hotpass.stewardship.overview import Place
from hotpass.stewardship.standing import version
from hotpass.store.workspace import Workspace
from hotpass.ui import map_layers
from hotpass.ui.map_colours import MEANINGS, SHADES, SURE, Meaning, with_sources
from hotpass.ui.map_part import box_wanted, open_part
from hotpass.ui.menu import page_file
from hotpass.ui.wording import counted, plain

NAMED_AT_ONCE = 12
MAP = "map"


def drawn_atlas(workspace: Workspace, box: Box | None = None) -> Atlas | None:
    """The map as it stands, kept until a run or a person changes something: a click must not count it all again."""
    return _kept(str(workspace.folder), version(workspace), box, workspace)


@st.cache_data(max_entries=8, show_spinner=False)
def _kept(folder: str, stands: str, box: Box | None, _workspace: Workspace) -> Atlas | None:
    return atlas_of(_workspace, box)


def map_view(workspace: Workspace, whole: Atlas) -> None:
    """The map with what its colours mean and what part it shows, and what a person clicked on."""
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with right:
        box = box_wanted(whole.extent)
    atlas = whole if box is None else drawn_atlas(workspace, box)
    if atlas is None or not atlas.shown:
        st.info("Nothing lies in this part of the map.")
        return
    meaning = MEANINGS["What waits"]
    if atlas.points:
        said = left.segmented_control(
            "Colours tell", list(MEANINGS), default="What waits", required=True, key="colours", persist_state="page"
        )
        meaning = with_sources(MEANINGS[said or "What waits"], atlas)
    chosen = _drawn(atlas, meaning, whole.extent)
    chosen_entities(atlas, chosen)
    _legend(atlas, meaning)
    apart_list(atlas)
    doubt_list(atlas)
    lost_list(atlas)


def _drawn(atlas: Atlas, meaning: Meaning, extent: Box) -> tuple[str, ...]:
    """Draws it; answers the entities that lie where a person clicked. A click on a square opens that part."""
    spots = [(point.latitude, point.longitude) for point in atlas.points]
    spots += [(square.latitude, square.longitude) for square in atlas.squares]
    layers = [map_layers.lines(atlas.lines)] if atlas.lines else []
    layers.append(
        map_layers.points(atlas.points, lambda point: SHADES[meaning.shades[meaning.word(point)]])
        if atlas.points
        else map_layers.squares(atlas)
    )
    deck = map_layers.deck(layers, map_layers.around(spots))
    drawn = st.pydeck_chart(
        deck,
        height=map_layers.HEIGHT,
        on_select=partial(_clicked, extent),
        selection_mode="single-object",
        key=MAP,
    )
    objects = drawn["selection"]["objects"].get("points", [])
    return tuple(map(str, objects[0]["entity_ids"])) if objects else ()


def _clicked(extent: Box) -> None:
    """Before the page is drawn anew: its sliders can only be moved then."""
    squares = st.session_state[MAP]["selection"]["objects"].get("squares", [])
    if squares:
        open_part(extent, squares[0]["around"])


def _legend(atlas: Atlas, meaning: Meaning) -> None:
    if atlas.squares:
        st.caption(
            f"{atlas.shown:,} golden records are too many to draw one by one: each dot counts those around it, the "
            "larger, the more. Click on one to see them. :orange[●] something waits there · :blue[●] nothing waits"
        )
    else:
        counts = Counter(meaning.word(point) for point in atlas.points)
        told = [f":{shade}[●] {counts[word]:,} {plain(word)}" for word, shade in meaning.shades.items() if counts[word]]
        doubtful = sum(point.doubt is not None for point in atlas.points)
        told += [f":red[○] {doubtful:,} with a position in doubt"] if doubtful else []
        st.caption(" · ".join(told))
    odd = f" {counted(atlas.odd, 'position')} cannot be right and is left out." if atlas.odd else ""
    by_place = f", {atlas.by_place:,} of them by the town they name" if atlas.by_place else ""
    vague = f" Of {atlas.vague:,} more only the region or country is known." if atlas.vague else ""
    st.caption(
        f"{atlas.placed:,} of {atlas.entities:,} golden records are on the map{by_place}.{vague}{odd} "
        f"Coasts and borders: Natural Earth. {CREDIT}"
    )


def chosen_entities(atlas: Atlas, entity_ids: Sequence[str]) -> None:
    """The entities that were clicked on, and the way to each."""
    here = [point for point in atlas.points if point.entity_id in entity_ids]
    _listed(
        (point.entity_id, f"**{plain(point.name)}** · {counted(point.records, 'record')} · {where(point)}")
        for point in here
    )


def apart_list(atlas: Atlas) -> None:
    """Entities whose own records lie far from each other, the furthest first."""
    st.header("Records that lie far apart", anchor=False)
    if not atlas.apart:
        st.success("The records of every entity lie within 5 km of each other, or have no position.")
    _listed(
        (
            point.entity_id,
            f"**{plain(point.name)}** · {point.apart or 0.0:,.0f} km between its {counted(point.records, 'record')}",
        )
        for point in atlas.apart
    )


def doubt_list(atlas: Atlas) -> None:
    """Entities whose position or town contradicts what else their records say."""
    if atlas.doubtful:
        st.header("Positions in doubt", anchor=False)
        st.caption("Open one to move it, or to choose another town.")
        _listed((point.entity_id, f"**{plain(point.name)}** · {plain(point.doubt or '')}") for point in atlas.doubtful)


def lost_list(atlas: Atlas) -> None:
    """Entities that are not on the map, and what is known of them."""
    if atlas.lost:
        st.header("Not on the map", anchor=False)
        st.caption("Nothing in their records says where they are, or only the region or country. Open one to place it.")
        _listed(
            (lost.entity_id, f"**{plain(lost.name)}**{f' · {plain(lost.known)}' if lost.known else ''}")
            for lost in atlas.lost
        )
        if atlas.entities - atlas.placed > len(atlas.lost):
            st.caption(f"The first {len(atlas.lost)} of {atlas.entities - atlas.placed:,}.")


def where(point: PlacedEntity) -> str:
    """Where an entity lies, in words."""
    if point.precision is Precision.CITY:
        sure = "" if point.confidence >= SURE else ", if that is the one meant"
        return f"somewhere in {plain(point.place or 'its town')}{sure}"
    return degrees(point.latitude, point.longitude)


def degrees(latitude: float, longitude: float) -> str:
    """A position as a person writes it."""
    across, along = ("S" if latitude < 0 else "N"), ("W" if longitude < 0 else "E")
    return f"{abs(latitude):.4f}° {across}, {abs(longitude):.4f}° {along}"


def _listed(entities: Iterable[tuple[str, str]]) -> None:
    """Ways to entities, a dozen in sight and the others folded away."""
    every = list(entities)
    for entity_id, words in every[:NAMED_AT_ONCE]:
        _link(entity_id, words)
    if every[NAMED_AT_ONCE:]:
        with st.expander(f"{len(every) - NAMED_AT_ONCE} more"):
            for entity_id, words in every[NAMED_AT_ONCE:]:
                _link(entity_id, words)


def _link(entity_id: str, words: str) -> None:
    st.page_link(
        page_file(Place.ENTITIES),
        label=words,
        icon=":material/arrow_forward:",
        query_params={"id": entity_id},
    )
