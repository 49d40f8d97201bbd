"""Personal: which fields hold values that name or reach a person."""

from hotpass.model.semantic import SemanticType

PERSONAL = frozenset({SemanticType.PERSON_NAME, SemanticType.EMAIL, SemanticType.PHONE, SemanticType.ADDRESS})
# A date is personal where its header speaks of birth; RE2, on the lower case of the header or the field's name.
BIRTH = r"birth|\bdob\b|born|geboorte|naissance|geburt|nacimiento"
# Numbers that states give to people, by their names in python-stdnum.
PERSONAL_SCHEMES = [
    *("za.idnr", "us.ssn", "us.itin", "gb.nhs", "nl.bsn", "fr.nir", "de.idnr", "es.dni", "es.nie", "it.codicefiscale"),
    *(
        "br.cpf",
        "pl.pesel",
        "se.personnummer",
        "dk.cpr",
        "no.fodselsnummer",
        "fi.hetu",
        "in_.aadhaar",
        "be.nn",
        "ch.ssn",
    ),
]
