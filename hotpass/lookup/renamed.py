"""Renamed: towns' other official names that GeoNames' lists do not tell, new ones and those of another language."""

# For each country the name a town is listed by, and the others it goes by. South Africa: names given by notice in its
# Government Gazette, and pairs of English and Afrikaans names, written down from general knowledge: nobody held them
# against the notices one by one.
OTHER_NAMES: dict[str, dict[str, tuple[str, ...]]] = {
    "ZA": {
        "Aliwal North": ("Maletswai",),
        "Ballitoville": ("Ballito",),
        "Belfast": ("Emakhazeni",),
        "Bizana": ("Mbizana",),
        "Cradock": ("Nxuba",),
        "Duiwelskloof": ("Modjadjiskloof",),
        "Emgwenya": ("Waterval Boven",),
        "Gordons Bay": ("Gordonsbaai",),
        "Graaff-Reinet": ("Robert Sobukwe Town",),
        "Griquatown": ("Griekwastad",),
        "Hartbeespoort": ("Hartebeespoort",),
        "Isipingo": ("Siphingo",),
        "Kleinsee": ("Kleinzee",),
        "Ladysmith": ("uMnambithi",),
        "Louis Trichardt": ("Makhado",),
        "Machadodorp": ("eNtokozweni",),
        "Maclear": ("Nqanqarhu",),
        "Malelane": ("Malalane",),
        "Mandeni": ("Mandini",),
        "Queenstown": ("Komani",),
        "Saldanha": ("Saldanha Bay", "Saldanhabaai"),
        "Soekmekaar": ("Morebeng",),
        "Umhlanga Rocks": ("Umhlanga",),
        "Umzimkulu": ("uMzimkhulu",),
        "Van Wyksvlei": ("Vanwyksvlei",),
        "Vanderbijlpark": ("Vanderbijl Park",),
        "Vishoek": ("Fish Hoek",),
    }
}
