"""What values of a semantic type look like: tidied, checked and shown; pure."""

from hotpass.fields.base import FieldType, Standard
from hotpass.fields.registry import PARTS, SEVERAL, TYPES, standardise_distinct

__all__ = ["PARTS", "SEVERAL", "TYPES", "FieldType", "Standard", "standardise_distinct"]
