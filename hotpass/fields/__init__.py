"""What values of a semantic type look like: tidied, checked and shown; pure."""

from hotpass.fields import phone, region
from hotpass.fields.base import FieldType, Standard
from hotpass.fields.registry import PARTS, SEVERAL, TYPES, standardise_distinct

# Reasons that say nothing against a value: without a country nobody can tell whether it is valid.
UNTOLD = frozenset({phone.NO_COUNTRY, region.NO_COUNTRY})

__all__ = ["PARTS", "SEVERAL", "TYPES", "UNTOLD", "FieldType", "Standard", "standardise_distinct"]
