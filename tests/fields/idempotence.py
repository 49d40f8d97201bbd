"""What holds of every semantic type, whatever a cell holds."""

from hypothesis import strategies as st

from hotpass.fields.base import FieldType

COUNTRIES = st.sampled_from([None, "ZA", "US", "GB", "AU", "DE"])


def cells(*fragments: str) -> st.SearchStrategy[str]:
    """Arbitrary text, and text made of the fragments that matter to a type."""
    pieces = st.one_of(st.sampled_from([*fragments, " ", ",", "-", "/", "\n", "."]), st.text(max_size=4))
    return st.one_of(st.text(max_size=40), st.lists(pieces, max_size=8).map("".join))


def check(knowledge: FieldType, text: str, country: str | None) -> None:
    """The outcome is well formed, and a standard value stands for itself."""
    found = knowledge.normalise(text, country)
    assert len(found.parts) == len(knowledge.parts)
    assert found.valid == (found.reason is None)
    assert found.value is not None or not found.valid
    if found.value is None:
        assert found.every == ()
        return
    assert found.value == found.value.strip() != ""
    assert found.value in found.every
    again = knowledge.normalise(found.value, country)
    assert (again.value, again.valid) == (found.value, found.valid)
    knowledge.format(found.value, country)
