"""Columns of real tables go to the fields a person would give them."""

from pathlib import Path

import pytest

from hotpass.fields.recognise import recognise
from hotpass.model.column import ColumnMapping, MappedBy
from hotpass.model.semantic import SemanticType
from hotpass.profiles import load
from tests.fields.columns import looks, read

FEBRL = {
    "rec_id": None,
    "given_name": "given_name",
    "surname": "family_name",
    "street_number": "street_number",
    "address_1": "address",
    "address_2": "address_line_2",
    "suburb": "suburb",
    "postcode": "postcode",
    "state": "region",
    "date_of_birth": "date_of_birth",
}
CHICAGO = {
    "Id": None,
    "Source": None,
    "Site name": "name",
    "Address": "address",
    "Zip": "postcode",
    "Phone": "phone",
    "Program Name": None,
    "Length of Day": None,
    "Neighborhood": "suburb",
    "Funded Enrollment": None,
    "Program Option": None,
}
OURAIRPORTS = {
    "ident": "ident",
    "type": "kind",
    "name": "name",
    "latitude_deg": "latitude",
    "longitude_deg": "longitude",
    "elevation_ft": "elevation",
    "continent": None,
    "iso_country": "country",
    "iso_region": "region",
    "municipality": "municipality",
    "iata_code": "iata",
    "home_link": "website",
    "wikipedia_link": None,
    "gps_code": None,
}
FAKE = {
    "first_name": "given_name",
    "surname": "family_name",
    "dob": "date_of_birth",
    "city": "city",
    "email": "email",
}
FILES = [
    ("people-febrl/dataset3.csv", ",", "person", FEBRL | {"soc_sec_id": "national_id"}),
    ("people-febrl/dataset3.csv", ",", "auto", FEBRL | {"rec_id": "rec_id", "soc_sec_id": "soc_sec_id"}),
    ("orgs-chicago-early-childhood/early_childhood_with_true_ids.csv", ",", "organisation", CHICAGO),
    (
        "orgs-chicago-early-childhood/early_childhood_with_true_ids.csv",
        ",",
        "auto",
        {header: field or header.lower().replace(" ", "_") for header, field in CHICAGO.items()},
    ),
    (
        "people-fake1000/fake_1000.csv",
        ",",
        "auto",
        {
            "first_name": "given_name",
            "surname": "family_name",
            "dob": "date_of_birth",
            "city": "city",
            "email": "email",
        },
    ),
    ("pubs-dblp-acm/acm.csv", "%", "auto", {"title": "title", "authors": "authors", "venue": "venue", "year": "year"}),
    ("aviation-ourairports-2022-05-02/airports.csv.gz", ",", "aviation", OURAIRPORTS),
    (
        "za-hospitals/hospital_addresses.csv",
        ",",
        "organisation",
        {"name": "name", "postal_address": "postal_address", "physical_address": "address", "contact_number": "phone"},
    ),
    (
        "registry-gleif/gleif_south_africa.csv",
        ",",
        "organisation",
        {"LEI": "lei", "Entity.LegalName": "name", "Entity.LegalAddress.Country": "country"},
    ),
]


def by_header(found: tuple[ColumnMapping, ...]) -> dict[str, ColumnMapping]:
    return {mapping.header.strip(): mapping for mapping in found}


@pytest.mark.parametrize(("file", "delimiter", "profile", "wanted"), FILES)
def test_real_files(file: str, delimiter: str, profile: str, wanted: dict[str, str | None], shared_data: Path) -> None:
    found = by_header(recognise(read(shared_data / file, delimiter), load(profile)))
    assert {header: found[header].field for header in wanted} == wanted
    if profile == "auto":
        fields = [mapping.field for mapping in found.values()]
        assert None not in fields
        assert len(set(fields)) == len(fields)


def test_types_of_publications(shared_data: Path) -> None:
    found = by_header(recognise(read(shared_data / "pubs-dblp-acm/acm.csv", "%"), load("auto")))
    assert (found["title"].type, found["year"].type) == (SemanticType.TEXT, SemanticType.NUMBER)


SMALL = looks(
    {
        " Company Name": ["Acme (Pty) Ltd", "Blue CC", "Red NPC"],
        "Phone": ["082 123 4567", "011 784 5678", ""],
        "Phone.1": ["", "031 327 2000", ""],
        "Remarks": ["call joe@fly.org", "mary@sky.com", "joe@sky.com"],
        "Prov.": ["KZN", "Gauteng", "W. Cape"],
        "Cell": ["2019-01-31", "2020-02-29", "2021-03-31"],
        "Telephon": ["0821234567", "", ""],
        "Colour": ["red", "blue", "green"],
    }
)


def test_a_small_sheet() -> None:
    found = recognise(SMALL, load("organisation"))
    assert [mapping.field for mapping in found] == ["name", "phone", "phone", "email", "region", None, "phone", None]
    assert [mapping.position for mapping in found] == list(range(8))


def test_an_email_column_is_known_by_its_content() -> None:
    found = by_header(recognise(SMALL, load("organisation")))["Remarks"]
    assert found.mapped_by is MappedBy.LOOK
    assert found.reason == "Its values are e-mail addresses, whatever its header says."


def test_a_header_is_doubted_where_the_values_say_otherwise() -> None:
    found = by_header(recognise(SMALL, load("organisation")))["Cell"]
    assert (found.mapped_by, found.type) == (MappedBy.UNMAPPED, SemanticType.DATE)
    assert found.reason == "Its header says phone, but its values do not look like that."
    mine = by_header(recognise(SMALL, load("auto")))["Cell"]
    assert (mine.field, mine.type) == ("cell", SemanticType.DATE)


def test_confidence_lies_between_none_and_sure() -> None:
    for profile in ("auto", "organisation", "person", "aviation"):
        assert all(0 <= mapping.confidence <= 1 for mapping in recognise(SMALL, load(profile)))


def test_a_field_of_one_value_takes_one_column() -> None:
    columns = looks({"Town": ["Durban"], "City": ["Cape Town"], "City ": ["George"]})
    found = recognise(columns, load("organisation"))
    assert [mapping.field for mapping in found].count("city") == 1
    mine = recognise(columns, load("auto"))
    assert len({mapping.field for mapping in mine}) == 3
    assert {mapping.type for mapping in mine} == {SemanticType.CITY}


def test_an_own_field_never_takes_a_name_of_the_profile() -> None:
    columns = looks({"Phone": ["2019-01-31", "2020-02-29"]})
    assert recognise(columns, load("auto"))[0].field == "phone_date"


def test_an_empty_column_is_taken_at_its_word() -> None:
    columns = looks({"E-mail": [], "": []})
    assert [mapping.field for mapping in recognise(columns, load("auto"))] == ["email", "column_2"]


def test_links_to_one_site_are_not_websites() -> None:
    columns = looks({"Article": [f"https://en.wikipedia.org/wiki/{number}" for number in range(20)]})
    assert recognise(columns, load("organisation"))[0].field is None
