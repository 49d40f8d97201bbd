"""Rules for values on the screen: the rule of each field, what another would change, and the button that keeps it."""

import uuid

import streamlit as st

from hotpass.errors import BadInput
from hotpass.model.profile import SurvivorshipRule
from hotpass.model.survivorship import Otherwise, RuleLine
from hotpass.stewardship import people, survivorship
from hotpass.stewardship.standing import version
from hotpass.store.workspace import Workspace
from hotpass.ui.person import who
from hotpass.ui.tables import table
from hotpass.ui.wording import counted, moment, plain

WORDS = {
    SurvivorshipRule.MOST_FREQUENT: "what most records say",
    SurvivorshipRule.SOURCE_PRIORITY: "the most trusted source",
    SurvivorshipRule.MOST_RECENT: "the newest record",
    SurvivorshipRule.MOST_COMPLETE: "the record with most fields filled",
    SurvivorshipRule.LONGEST: "the longest value",
}


def rules_view(workspace: Workspace) -> None:
    """The rules, folded away until somebody asks for them."""
    lines = survivorship.rules(workspace)
    place = st.expander("Rules for values: which value a golden record shows", key="rules", on_change="rerun")
    if not lines or not place.open:
        return
    with place:
        rows = [(line.title, WORDS[line.rule], _stated(line)) for line in lines]
        table(("Field", "Chosen by", "From the next run on"), rows, "The rule of each field", named=True)
        if not people.looks_only(workspace):
            _change(workspace, lines)


def _stated(line: RuleLine) -> str:
    if line.stated is None or line.on is None or line.stated is line.rule:
        return ""
    return f"{WORDS[line.stated]} ({line.by}, {moment(line.on)}; Audit takes it back)"


def _change(workspace: Workspace, lines: tuple[RuleLine, ...]) -> None:
    """A field, a rule, what it would change, and the button that keeps it."""
    left, right = st.columns(2)
    titles = {line.field: line.title for line in lines}
    field = left.selectbox("Field", list(titles), format_func=titles.__getitem__, index=None, key="rule_field")
    if field is None:
        st.caption("Choose a field to see what another rule would change. What was set by hand stays in any case.")
        return
    line = next(each for each in lines if each.field == field)
    others = [rule for rule in SurvivorshipRule if rule is not (line.stated or line.rule)]
    rule = right.selectbox(
        "Choose its value by", others, format_func=WORDS.__getitem__, index=None, key=f"rule_of_{field}"
    )
    if rule is None:
        return
    seen = _foreseen(workspace, version(workspace), field, rule)
    changed = counted(seen.changed, "golden record")
    st.markdown(f"On today's records **{changed}** would show another {plain(line.title)}.")
    if seen.examples:
        table(("Entity", "It shows", "It would show"), seen.examples, "Some that would show another value")
    note = st.text_input("Why (kept with it)", key="rule_note")
    if st.button("Keep this rule from the next run on", type="primary", key="keep_rule"):
        try:
            survivorship.state(workspace, field, rule, by=who(), fact_id=str(uuid.uuid4()), note=note.strip())
        except BadInput as error:
            st.warning(plain(str(error)))
        else:
            st.rerun()


@st.cache_data(show_spinner="Working out what would change …", max_entries=8)
def _foreseen(_workspace: Workspace, stands: str, field: str, rule: SurvivorshipRule) -> Otherwise:
    return survivorship.foresee(_workspace, field, rule)
