"""Invented flight schools of South Africa, and the many ways in which people write one and the same school."""

from dataclasses import dataclass
from random import Random

FIRST_WORDS = (
    "Acacia", "Amber", "Baobab", "Bateleur", "Cheetah", "Copper", "Drongo", "Fynbos", "Gannet", "Gemsbok",
    "Hamerkop", "Hoopoe", "Impala", "Jackal", "Karoo", "Kestrel", "Kingfisher", "Kudu", "Lourie", "Marula",
    "Mopane", "Nyala", "Oribi", "Protea", "Sable", "Shrike", "Springbok", "Steenbok", "Swift", "Turaco",
    "Weaver", "Yellowwood",
)  # fmt: skip
SECOND_WORDS = (
    "Bay", "Bend", "Cape", "Creek", "Crest", "Dune", "Fields", "Gap", "Hill", "Pan", "Peak", "Plains", "Ridge",
    "River", "Rock", "Valley",
)  # fmt: skip
TRADES = (
    "Flight School",
    "Flying School",
    "Aviation Academy",
    "Air Academy",
    "Flying Club",
    "Pilot Training Centre",
    "Helicopter Training",
)
LEGAL_FORMS = {
    "(Pty) Ltd": ("(Pty) Ltd", "(PTY) LTD", "Pty Ltd", "(Pty) Limited", "Proprietary Limited", ""),
    "CC": ("CC", "cc", "Close Corporation", ""),
    "NPC": ("NPC", "Non-Profit Company", ""),
    "Trust": ("Trust", ""),
}
PROVINCES = {
    "Gauteng": ("Gauteng", "GP", "GAUTENG", "Gauteng Province", "Gautang"),
    "Western Cape": ("Western Cape", "WC", "W. Cape", "WESTERN CAPE", "Westen Cape"),
    "Eastern Cape": ("Eastern Cape", "EC", "E. Cape", "EASTERN CAPE", "Eastern-Cape"),
    "Northern Cape": ("Northern Cape", "NC", "N. Cape", "NORTHERN CAPE", "Nothern Cape"),
    "KwaZulu-Natal": ("KwaZulu-Natal", "KZN", "Kwazulu Natal", "KWAZULU-NATAL", "Natal"),
    "Free State": ("Free State", "FS", "Freestate", "FREE STATE", "Free state prov."),
    "Limpopo": ("Limpopo", "LP", "LIMPOPO", "Limpopo Province", "Limpompo"),
    "Mpumalanga": ("Mpumalanga", "MP", "MPUMALANGA", "Mpumalanga Province", "Mpumulanga"),
    "North West": ("North West", "NW", "North-West", "NORTH WEST", "Northwest Prov"),
}
# Town, province, postcode, dialling code.
TOWNS = (
    ("Midrand", "Gauteng", "1685", "011"),
    ("Springs", "Gauteng", "1559", "011"),
    ("Pretoria", "Gauteng", "0182", "012"),
    ("Vereeniging", "Gauteng", "1939", "016"),
    ("Stellenbosch", "Western Cape", "7600", "021"),
    ("Worcester", "Western Cape", "6850", "023"),
    ("George", "Western Cape", "6529", "044"),
    ("Oudtshoorn", "Western Cape", "6620", "044"),
    ("Gqeberha", "Eastern Cape", "6070", "041"),
    ("East London", "Eastern Cape", "5201", "043"),
    ("Kimberley", "Northern Cape", "8301", "053"),
    ("Upington", "Northern Cape", "8801", "054"),
    ("Durban", "KwaZulu-Natal", "4051", "031"),
    ("Pietermaritzburg", "KwaZulu-Natal", "3201", "033"),
    ("Margate", "KwaZulu-Natal", "4275", "039"),
    ("Bloemfontein", "Free State", "9301", "051"),
    ("Bethlehem", "Free State", "9701", "058"),
    ("Polokwane", "Limpopo", "0699", "015"),
    ("Mbombela", "Mpumalanga", "1200", "013"),
    ("Rustenburg", "North West", "0299", "014"),
    ("Potchefstroom", "North West", "2531", "018"),
)
STREETS = ("Aerodrome Road", "Airfield Road", "Airport Street", "Windsock Lane", "Runway Avenue", "Hangar Lane")
GIVEN_NAMES = (
    "Anele", "Bongani", "Carla", "Dirk", "Elmarie", "Fatima", "Gerhard", "Hendrik", "Imraan", "Johan", "Karabo",
    "Lerato", "Marius", "Naledi", "Pieter", "Riaan", "Sipho", "Thandi",
)  # fmt: skip
FAMILY_NAMES = (
    "Adams", "Botha", "Daniels", "Fourie", "Govender", "Khumalo", "Louw", "Mokoena", "Naidoo", "Nkosi",
    "Petersen", "Pillay", "Sithole", "Venter", "Zulu",
)  # fmt: skip


@dataclass(frozen=True)
class School:
    """One invented school as it truly is; `phone` and `mobile` are national, ten digits."""

    core: str
    trade: str
    legal_form: str
    contact: str
    street: str
    town: str
    province: str
    postcode: str
    phone: str
    mobile: str
    domain: str
    approval: str

    @property
    def email(self) -> str:
        """The office's address."""
        return f"info@{self.domain}"


def invent(number: int, rng: Random) -> list[School]:
    """That many schools, no two with the same name, phone or approval."""
    cores = rng.sample([f"{first} {second}" for first in FIRST_WORDS for second in SECOND_WORDS], number)
    return [_school(position, core, rng) for position, core in enumerate(cores, start=1)]


def _school(position: int, core: str, rng: Random) -> School:
    town, province, postcode, dial = rng.choice(TOWNS)
    return School(
        core=core,
        trade=rng.choice(TRADES),
        legal_form=rng.choice(("(Pty) Ltd", "(Pty) Ltd", "(Pty) Ltd", "CC", "NPC", "Trust")),
        contact=f"{rng.choice(GIVEN_NAMES)} {rng.choice(FAMILY_NAMES)}",
        street=f"{rng.randint(1, 240)} {rng.choice(STREETS)}",
        town=town,
        province=province,
        postcode=postcode,
        phone=f"{dial}555{1000 + 7 * position:04d}",
        mobile=f"{rng.choice(('072', '082', '083'))}555{2000 + 11 * position:04d}",
        domain=f"{core.lower().replace(' ', '')}-example.co.za",
        approval=f"ATO{4000 + 3 * position}",
    )


def typo(text: str, rng: Random) -> str:
    """`text` with two neighbouring letters swapped or one letter dropped."""
    at = rng.randrange(1, len(text) - 2)
    if rng.random() < 0.5:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + text[at + 1 :]


def written_name(school: School, rng: Random) -> str:
    """The school's name as somebody types it: legal form in one of its spellings or left out, now and then a slip."""
    name = f"{school.core} {school.trade} {rng.choice(LEGAL_FORMS[school.legal_form])}".strip()
    slip = rng.random()
    if slip < 0.10:
        return typo(name, rng)
    if slip < 0.18:
        return name.upper()
    if slip < 0.24:
        return f"  {name} "
    if slip < 0.30:
        return f"The {name}"
    return name


def written_phone(number: str, rng: Random) -> str:
    """A ten-digit national number as somebody types it."""
    dial, exchange, line = number[:3], number[3:6], number[6:]
    forms = (
        f"{dial} {exchange} {line}",
        f"({dial}) {exchange}-{line}",
        f"+27 {dial[1:]} {exchange} {line}",
        number,
        f"{dial}-{exchange} {line} (office)",
    )
    return rng.choice(forms)
