"""Different spellings of one value share a key."""

from hypothesis import given
from hypothesis import strategies as st

from hotpass.fields.spelling import digits, fingerprint, letter_pairs, sound


def test_order_case_accents_and_punctuation_do_not_count() -> None:
    assert fingerprint("Müller, Anna") == fingerprint("anna MULLER") == "anna muller"
    assert letter_pairs("Spring bok") == letter_pairs("Springbok")
    assert sound("Robert") == sound("Rupert") == "r163"
    assert sound("Ashcraft") == "a2613"
    assert digits("Hall 12b") == "12"


@given(st.text())
def test_any_text_has_keys_that_case_does_not_change(text: str) -> None:
    for key in (fingerprint, letter_pairs, sound):
        assert key(text) == key(f" {text} ")
