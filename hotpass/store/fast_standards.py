"""Plain shapes of values that DuckDB tidies itself, with the very outcome the field's library would give."""

from collections.abc import Callable

from hotpass.model.field import RunField
from hotpass.model.semantic import SemanticType
from hotpass.store import fast_codes, fast_words
from hotpass.store.fast_path import FastPath


def fast_path(field: RunField, country: str | None) -> FastPath | None:
    """The plain shapes of a field, None where every value goes through the library."""
    if field.scheme is not None:
        return None
    maker = MAKERS.get(field.type)
    return maker(country) if maker else None


MAKERS: dict[SemanticType, Callable[[str | None], FastPath | None]] = {
    SemanticType.ORGANISATION_NAME: fast_words.organisation_name,
    SemanticType.PERSON_NAME: fast_words.person_name,
    SemanticType.ADDRESS: fast_words.address,
    SemanticType.CITY: fast_words.city,
    SemanticType.CATEGORY: fast_words.category,
    SemanticType.TEXT: fast_words.text,
    SemanticType.EMAIL: fast_codes.email_address,
    SemanticType.PHONE: fast_codes.phone_number,
    SemanticType.DATE: fast_codes.day,
    SemanticType.POSTCODE: fast_codes.post_code,
    SemanticType.IDENTIFIER: fast_codes.code,
    SemanticType.NUMBER: fast_codes.quantity,
    SemanticType.LATITUDE: fast_codes.latitude,
    SemanticType.LONGITUDE: fast_codes.longitude,
}
