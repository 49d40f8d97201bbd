"""Tables a screen reader can read: real rows and cells, whose texts are data and never markup."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from functools import partial

import streamlit as st

# Every text reaches the page through textContent, so nothing in it can become a tag, a link or an image.
SCRIPT = """
export default function ({ parentElement, data, setTriggerValue }) {
  const region = parentElement.querySelector("[role=region]");
  region.setAttribute("aria-label", data.words);
  const place = (row, text, kind, scope) => {
    const cell = row.appendChild(document.createElement(kind));
    if (scope) cell.setAttribute("scope", scope);
    if (typeof text === "number") cell.className = "number";
    cell.textContent = typeof text === "number" ? text.toLocaleString("en") : text ?? "";
  };
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  data.headers.forEach((text, at) => {
    place(head, text, "th", "col");
    const figures = data.rows.length > 0 && data.rows.every((cells) => typeof cells[at] === "number");
    if (figures) head.lastChild.className = "number";
  });
  const body = table.createTBody();
  data.rows.forEach((cells) => {
    const row = body.insertRow();
    cells.forEach((text, at) => (at === 0 && data.named ? place(row, text, "th", "row") : place(row, text, "td", "")));
    const pick = data.picks[row.sectionRowIndex];
    if (pick) {
      const button = document.createElement("button");
      button.textContent = row.firstChild.textContent;
      button.addEventListener("click", () => setTriggerValue("picked", pick));
      row.firstChild.replaceChildren(button);
    }
  });
  region.replaceChildren(table);
}
"""
STYLE = """
[role=region] { overflow-x: auto; outline-offset: -2px; }
table { border-collapse: collapse; width: 100%; font-family: var(--st-font); font-size: 0.9rem; }
th, td {
  border-bottom: 1px solid var(--st-border-color); color: var(--st-text-color);
  padding: 0.35rem 0.6rem; text-align: left; vertical-align: top; white-space: pre-wrap;
}
td { overflow-wrap: anywhere; }
thead th { background: var(--st-secondary-background-color); font-weight: 600; min-width: 4rem; }
thead th.number { text-align: right; }
tbody th { font-weight: 600; white-space: nowrap; }
button {
  background: none; border: 0; color: inherit; cursor: pointer; font: inherit; padding: 0.1rem 0;
  text-align: left; text-decoration: underline; text-underline-offset: 0.2em; white-space: normal;
}
.number { font-variant-numeric: tabular-nums; text-align: right ; }
"""
MARKUP = """
<div role="region" tabindex="0"></div>
"""
_mount = st.components.v2.component("hotpass_table", html=MARKUP, css=STYLE, js=SCRIPT)


def table(
    headers: Sequence[str],
    rows: Iterable[Sequence[object]],
    words: str,
    *,
    named: bool = False,
    picks: Sequence[str] = (),
    heard: Callable[[str], None] | None = None,
) -> str | None:
    """A table of up to some hundred rows; `words` say what it is, each differently on one page.

    `named` makes the first cell the row's heading. `picks` name the rows whose first cell can be clicked (empty: not);
    answers the name of the one that just was, which `heard` is told before the page is made anew.
    """
    cells = [[value if isinstance(value, int) or value is None else str(value) for value in row] for row in rows]
    told = {"headers": list(headers), "rows": cells, "words": words, "named": named}
    key = f"table_{hashlib.sha256(words.encode()).hexdigest()[:16]}"
    if not picks:
        _mount(data=told | {"picks": []}, key=key)
        return None
    found = _mount(data=told | {"picks": list(picks)}, key=key, on_picked_change=partial(_hear, key, heard))
    return str(found["picked"]) if found.get("picked") else None


def _hear(key: str, heard: Callable[[str], None] | None) -> None:
    if heard is not None and (picked := st.session_state[key].get("picked")):
        heard(str(picked))
