"""Renamed: towns' other official names that GeoNames' lists do not tell, new ones and those of another language."""

# For each country the name a town is listed by, and the others it goes by. South Africa: names that its Government
# Gazette gives, as its press and its towns report them, and English and Afrikaans names and spellings. Of Ballito,
# Emakhazeni, Fish Hoek, Griekwastad, Kleinzee, Komani, Makhado, Mbizana, Umhlanga, uMzimkhulu and Waterval Boven a
# hospital or airport of that name lies within 7 km of the town. No report was found of Malalane, Mandini,
# Morebeng and Siphingo, which are from general knowledge.
OTHER_NAMES: dict[str, dict[str, tuple[str, ...]]] = {
    "ZA": {
        "Aliwal North": ("Maletswai",),
        "Ballitoville": ("Ballito",),
        "Belfast": ("Emakhazeni",),
        "Bizana": ("Mbizana",),
        "Cradock": ("Nxuba", "Enxuba"),
        "Duiwelskloof": ("Modjadjiskloof",),
        "Emgwenya": ("Waterval Boven",),
        "Gordons Bay": ("Gordonsbaai",),
        "Graaff-Reinet": ("Robert Sobukwe Town",),
        "Griquatown": ("Griekwastad",),
        "Grootvlei": ("Thaba Kgwali",),
        "Hartbeespoort": ("Hartebeespoort",),
        "Isipingo": ("Siphingo",),
        "Ixopo": ("eXobho",),
        "Kirkwood": ("Nqweba",),
        "Kleinsee": ("Kleinzee",),
        "Ladysmith": ("uMnambithi",),
        "Louis Trichardt": ("Makhado",),
        "Machadodorp": ("eNtokozweni",),
        "Maclear": ("Nqanqarhu",),
        "Malelane": ("Malalane",),
        "Mandeni": ("Mandini",),
        "Melmoth": ("eMthonjaneni",),
        "Queenstown": ("Komani",),
        "Saldanha": ("Saldanha Bay", "Saldanhabaai"),
        "Soekmekaar": ("Morebeng",),
        "Somerset East": ("KwaNojoli",),
        "Umhlanga Rocks": ("Umhlanga",),
        "Umzimkulu": ("uMzimkhulu",),
        "Van Wyksvlei": ("Vanwyksvlei",),
        "Vanderbijlpark": ("Vanderbijl Park",),
        "Vishoek": ("Fish Hoek",),
    }
}
