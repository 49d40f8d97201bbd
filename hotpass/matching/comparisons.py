"""The comparisons of a run, derived from the semantic types of the fields that take part."""

from collections.abc import Callable, Mapping, Sequence

from hotpass.matching import contacts, names, places, values
from hotpass.matching.comparison import Comparison
from hotpass.matching.evidence import Evidence
from hotpass.model.semantic import SemanticType

GIVEN, FAMILY = "given_name", "family_name"
AREAS = (SemanticType.REGION, SemanticType.COUNTRY)

MAKERS: Mapping[SemanticType, Callable[[Evidence], Comparison]] = {
    SemanticType.ORGANISATION_NAME: names.organisation,
    SemanticType.PERSON_NAME: names.person,
    SemanticType.EMAIL: contacts.email,
    SemanticType.PHONE: contacts.phone,
    SemanticType.WEBSITE: contacts.website,
    SemanticType.IDENTIFIER: contacts.identifier,
    SemanticType.ADDRESS: places.address,
    SemanticType.CITY: places.town,
    SemanticType.REGION: places.area,
    SemanticType.COUNTRY: places.area,
    SemanticType.POSTCODE: places.postcode,
    SemanticType.DATE: values.date,
    SemanticType.NUMBER: values.number,
    SemanticType.CATEGORY: values.category,
    SemanticType.TEXT: values.text,
}


def derive(evidence: Sequence[Evidence]) -> tuple[tuple[Comparison, ...], tuple[str, ...]]:
    """One comparison a field, in the fields' order; given and family name, latitude and longitude know each other.

    Also answers a sentence on each field that adds nothing to the others.
    """
    by_name = {found.name: found for found in evidence}
    notes: list[str] = []
    made: dict[str, Comparison] = {}
    if GIVEN in by_name and FAMILY in by_name:
        made[GIVEN], made[FAMILY] = names.given_and_family(by_name[GIVEN], by_name[FAMILY])
    latitude = next((found for found in evidence if found.field.type is SemanticType.LATITUDE), None)
    longitude = next((found for found in evidence if found.field.type is SemanticType.LONGITUDE), None)
    if latitude and longitude:
        made[latitude.name] = places.position(latitude, longitude)
    for found in evidence:
        if found.name in made:
            continue
        if found.field.type is SemanticType.PERSON_NAME and GIVEN in made:
            notes.append(f"“{found.field.title}” is not compared: given and family name say the same.")
        elif maker := MAKERS.get(found.field.type):
            made[found.name] = maker(found)
    settle(evidence, made)
    return tuple(made[found.name] for found in evidence if found.name in made), tuple(notes)


def settle(evidence: Sequence[Evidence], made: dict[str, Comparison]) -> None:
    """Lets what says where something is say it once: a position before a town, a town before a region or country."""
    here = [found for found in evidence if found.name in made]
    spots = [made[found.name] for found in here if found.field.type is SemanticType.LATITUDE]
    for found in here:
        if spots and found.field.type in {SemanticType.CITY, *AREAS}:
            place = made[found.name]
            made[found.name] = place._replace(columns=place.columns | spots[0].columns, yields=spots[0].needs)
    towns = [made[found.name] for found in here if found.field.type is SemanticType.CITY]
    for found in here:
        if len(towns) == 1 and found.field.type in AREAS:
            area = made[found.name]
            same = tuple((column, column) for column in towns[0].needs)
            made[found.name] = area._replace(columns=area.columns | towns[0].columns, void=same)
