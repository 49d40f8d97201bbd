"""Audit: every act of a person, with what became of it and the way back."""

from hotpass.ui.audit import acts, audit_file, wanted_acts
from hotpass.ui.frame import frame
from hotpass.ui.opinions import opinions_view

workspace = frame(
    "Audit", "Who did what, when and why. Every act can be taken back, days later, without a trace in the result."
)
wanted = wanted_acts(workspace)
acts(workspace, wanted)
audit_file(workspace, wanted)
opinions_view(workspace)
