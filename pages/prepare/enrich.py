"""Enrich: registers held against the golden records, and what they say looked at by a person, entity by entity."""

import streamlit as st

from hotpass.stewardship import enrich_offers, overview
from hotpass.ui.enrich import accord_table, ask_register, coverage_table, decided
from hotpass.ui.enrich_offer import offers
from hotpass.ui.frame import frame
from hotpass.ui.nothing import nothing_yet

workspace = frame("Enrich", "What registers say of your golden records. Nothing is taken over until you say so.")
if overview.situation(workspace) is None:
    nothing_yet("Registers are held against golden records, which are there after the first run.")
    st.stop()

asked = enrich_offers.coverage(workspace)
ask_register(workspace, first=not asked)
if not asked:
    st.stop()

coverage_table(workspace, asked)
offers(workspace, asked)
accord_table(workspace)
decided(workspace)
