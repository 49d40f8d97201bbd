"""Where one entity lies: a small map of its records, and the desk where a person moves it."""

import uuid

import streamlit as st

from hotpass.errors import BadInput
from hotpass.model.entity import Entity
from hotpass.model.place import Box, Line, PlacedEntity, Precision, Spotted, Town, Whereabouts
from hotpass.stewardship import geocoding, overrides, places
from hotpass.store.workspace import Workspace
from hotpass.ui import map_layers
from hotpass.ui.geocoder import geocoder_view
from hotpass.ui.map import degrees
from hotpass.ui.map_colours import SHADES
from hotpass.ui.person import who
from hotpass.ui.wording import moment, plain

HEIGHT = 300
# A single point has so much around it, in degrees; several have twice what lies between them, at least a little.
AROUND, LEAST_AROUND = 4.0, 0.5
OTHER = "another position"


def whereabouts_view(workspace: Workspace, found: Entity) -> None:
    """The map of an entity, how its position is known, and the way to put that right."""
    here = places.whereabouts(workspace, found.entity_id)
    st.text(_in_words(here))
    if here.latitude is not None and here.longitude is not None and _exact(here):
        _map(found, here)
    _move(workspace, found, here)
    for said in here.moved:
        words, button = st.columns([4, 1], vertical_alignment="center")
        because = f" — {plain(said.note)}" if said.note else ""
        words.markdown(f"Put at {plain(said.value)} by {plain(said.by)}, {moment(said.on)}{because}")
        if button.button("Take it back", key=f"back_{said.fact_id}", width="stretch"):
            overrides.withdraw(workspace, said.fact_id, by=who(), fact_id=str(uuid.uuid4()))
            st.rerun()


def _in_words(here: Whereabouts) -> str:
    if here.latitude is None or here.longitude is None:
        return "Nothing in its records says where it is."
    spot = degrees(here.latitude, here.longitude)
    if here.moved:
        return f"A person put it at {spot}."
    match here.precision:
        case Precision.CITY:
            return f"It stands at the town its records name: {here.place}, {spot}."
        case Precision.REGION | Precision.COUNTRY:
            return f"Only the {here.precision} is known."
        case _:
            return f"Its own position: {spot}."


def _exact(here: Whereabouts) -> bool:
    return here.precision not in (Precision.REGION, Precision.COUNTRY)


def _map(found: Entity, here: Whereabouts) -> None:
    latitude, longitude = here.latitude or 0.0, here.longitude or 0.0
    rows = {record.record_id: f"{record.label}, row {record.sheet_row}" for record in found.records}
    spots = [
        PlacedEntity(
            entity_id=record.record_id,
            name=rows.get(record.record_id, record.record_id),
            latitude=record.latitude,
            longitude=record.longitude,
            records=1,
            waits=False,
            precision=record.precision,
            place=record.place,
        )
        for record in here.records
        if record.precision in (Precision.POINT, Precision.CITY)
    ]
    golden = PlacedEntity(
        entity_id=found.entity_id,
        name="The golden record",
        latitude=latitude,
        longitude=longitude,
        records=found.record_count,
        waits=True,
    )
    apart = [
        Line(latitude=latitude, longitude=longitude, to_latitude=spot.latitude, to_longitude=spot.longitude)
        for spot in spots
        if (spot.latitude, spot.longitude) != (latitude, longitude)
    ]
    box = map_layers.around([(spot.latitude, spot.longitude) for spot in (*spots, golden)])
    far = max(box.north - box.south, box.east - box.west)
    edge = min(AROUND, max(LEAST_AROUND, 2 * far)) if far else AROUND
    wide = Box(south=box.south - edge, north=box.north + edge, west=box.west - edge, east=box.east + edge)
    layers = [map_layers.lines(apart)] if apart else []
    layers.append(map_layers.points((*spots, golden), lambda spot: SHADES["orange" if spot.waits else "blue"]))
    st.pydeck_chart(map_layers.deck(layers, wide), height=HEIGHT, key="whereabouts")
    st.caption(":orange[●] the golden record · :blue[●] its records. Coasts and borders: Natural Earth.")


def _move(workspace: Workspace, found: Entity, here: Whereabouts) -> None:
    """Another town of the same name, or a position of one's own."""
    st.subheader("Move it", anchor=False)
    towns: dict[str, Town | Spotted] = {_town(town): town for town in here.towns}
    towns |= {_spotted(spotted): spotted for spotted in geocoder_view(workspace, found)}
    chosen = st.radio("It lies in or at", [*towns, OTHER], index=None, key=f"move_to_{found.version}")
    latitude, longitude = here.latitude or 0.0, here.longitude or 0.0
    if chosen == OTHER:
        left, right = st.columns(2)
        latitude = left.number_input("Latitude", -90.0, 90.0, latitude, format="%.5f", key="move_latitude")
        longitude = right.number_input("Longitude", -180.0, 180.0, longitude, format="%.5f", key="move_longitude")
    elif chosen is not None:
        latitude, longitude = towns[chosen].latitude, towns[chosen].longitude
    note = st.text_input("Why (kept with it)", key=f"move_note_{found.version}")
    if isinstance(towns.get(chosen or ""), Spotted):
        note = " · ".join(part for part in (note.strip(), geocoding.credit(workspace)) if part)
    if st.button("Put it there", type="primary", disabled=chosen is None, key=f"move_{len(here.moved)}"):
        try:
            places.move(workspace, found.entity_id, latitude, longitude, by=who(), fact_id=str(uuid.uuid4()), note=note)
        except BadInput as error:
            st.warning(plain(str(error)))
        else:
            st.rerun()


def _spotted(spotted: Spotted) -> str:
    return f"{plain(spotted.name)} ({plain(spotted.kind)}, {degrees(spotted.latitude, spotted.longitude)})"


def _town(town: Town) -> str:
    parts = [part for part in (town.name, town.region, town.country) if part]
    return f"{plain(', '.join(parts))} ({degrees(town.latitude, town.longitude)})"
