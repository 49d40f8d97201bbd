"""The comparisons of a run, derived from the semantic types of the fields that take part."""

from collections.abc import Callable, Mapping, Sequence

from hotpass.matching import contacts, names, places, values
from hotpass.matching.comparison import Comparison
from hotpass.matching.evidence import Evidence
from hotpass.model.semantic import SemanticType

GIVEN, FAMILY = "given_name", "family_name"

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
    """Lets a region or country say nothing where the town is the same: it would only say the same once more."""
    towns = [found.name for found in evidence if found.field.type is SemanticType.CITY and found.name in made]
    if len(towns) != 1:
        return
    town = made[towns[0]]
    for found in evidence:
        if found.field.type in {SemanticType.REGION, SemanticType.COUNTRY} and found.name in made:
            area = made[found.name]
            same = tuple((column, column) for column in town.needs)
            made[found.name] = area._replace(columns=area.columns | town.columns, void=same)
