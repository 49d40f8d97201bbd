"""Semantic types: what the values of a field are, whatever its header says."""

from enum import StrEnum


class SemanticType(StrEnum):
    """The kinds of value Hotpass knows how to tidy, check and compare."""

    ORGANISATION_NAME = "organisation_name"
    PERSON_NAME = "person_name"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    CITY = "city"
    REGION = "region"
    COUNTRY = "country"
    POSTCODE = "postcode"
    WEBSITE = "website"
    IDENTIFIER = "identifier"
    DATE = "date"
    NUMBER = "number"
    CATEGORY = "category"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    TEXT = "text"
