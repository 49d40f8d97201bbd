"""The search for entities: words, facets, a page of lines, and the choice of one."""

import streamlit as st

from hotpass.model.entity import EntityPage
from hotpass.stewardship import entities
from hotpass.stewardship.entities import PAGE_SIZE, Sought
from hotpass.stewardship.standing import version
from hotpass.store.workspace import Workspace
from hotpass.ui.wording import counted

ALL, SEVERAL = "All", "Several records"
EVERY_SOURCE = "Every source"


def sought(workspace: Workspace, as_of: str | None = None) -> Sought:
    """What the person looks for; it stands in the page's address."""
    words, size, source = st.columns([3, 2, 2], vertical_alignment="bottom")
    typed = words.text_input(
        "Search golden records",
        key="q",
        bind="query-params",
        persist_state="page",
        placeholder="name, city, phone …",
    )
    chosen = size.segmented_control(
        "Show", [ALL, SEVERAL], default=ALL, required=True, key="size", persist_state="page"
    )
    label = source.selectbox(
        "From", [EVERY_SOURCE, *entities.labels(workspace, as_of)], key="source", persist_state="page"
    )
    return Sought(
        words=typed or "", least_records=2 if chosen == SEVERAL else 1, label=None if label == EVERY_SOURCE else label
    )


def results(workspace: Workspace, wanted: Sought, as_of: str | None = None) -> None:
    """A page of what was found; choosing a line opens the entity."""
    stands = version(workspace)
    found = _found(workspace, stands, wanted, 1, as_of)
    if found is None or not found.found:
        st.info("Nothing matches: take a word away, or choose All and Every source.")
        return
    pages = -(-found.found // PAGE_SIZE)
    lines, number = st.container(), 1
    if pages > 1:
        number = st.pagination(pages, key=f"page_{hash((wanted, as_of))}")
    shown = found if number == 1 else _found(workspace, stands, wanted, number, as_of)
    with lines:
        st.caption(
            f"{counted(found.found, 'golden record')}; tick a line to open it (by keys: arrows, then Shift and space)."
        )
        if shown is not None:
            _lines(shown, f"lines_{hash((wanted, as_of, number, found.found))}")


def to_the_list() -> None:
    """Closes an entity before the page is made anew, so that it is not looked up once more."""
    st.query_params.pop("id", None)


@st.cache_data(max_entries=64, show_spinner=False)
def _found(_workspace: Workspace, stands: str, wanted: Sought, page: int, as_of: str | None) -> EntityPage | None:
    """Kept until a run or a person changes something: who comes back to a list must not wait for it again."""
    return entities.search(_workspace, wanted, page, as_of)


def _lines(page: EntityPage, key: str) -> None:
    values = list(zip(*(line.values for line in page.lines), strict=True))
    columns: dict[str, list[object]] = {"Records": [line.records for line in page.lines]}
    columns |= {title: list(column) for title, column in zip(page.titles, values, strict=True) if any(column)}
    columns["Entity"] = [line.entity_id for line in page.lines]

    def open_chosen() -> None:
        """Before the page is made anew, so that the list is not looked up once more."""
        rows = st.session_state[key]["selection"]["rows"]
        if rows:
            # At one stroke, or the browser's way back would lead to the words beside the entity, not to the list.
            kept = {"run": run} if (run := st.query_params.get("run")) else {}
            st.query_params.from_dict(kept | {"id": page.lines[rows[0]].entity_id})

    st.dataframe(
        columns,
        hide_index=True,
        height=min(38 + 35 * len(page.lines), 560),
        on_select=open_chosen,
        selection_mode="single-row",
        key=key,
        placeholder="",
        alt=f"{len(page.lines)} golden records with their values",
        column_config={"Records": st.column_config.NumberColumn(width="small")},
    )
