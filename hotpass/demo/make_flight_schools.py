"""Makes `flight_schools.xlsx`, a workbook with the troubles of real ones, from a fixed seed.

python -m hotpass.demo.make_flight_schools FOLDER
"""

import sys
from datetime import datetime
from pathlib import Path
from random import Random

import xlsxwriter

from hotpass.demo.invented_schools import PROVINCES, School, invent, written_name, written_phone

SEED = 1903
PLACEHOLDERS = ("n/a", "N/A", "-", "none", "tbc", "unknown")
INLAND = ("Gauteng", "Free State", "Limpopo", "Mpumalanga", "North West", "Northern Cape")
MEMBER_HEADERS = ("No", "School", "Contact person", "Tel", "Cell", "E-mail", "Town", "Province", "Aircraft")
APPROVED_HEADERS = (
    "Organisation", "Approval No.", "Tel No", "Tel No", "Email Address", "Physical address", "Town", "Prov.",
    "Code", "Expires",
)  # fmt: skip
CONTACT_HEADERS = ("Area", "Name", "Website", "Phones", "E-mails", "Remarks")
OLD_HEADERS = ("SCHOOL NAME", "TEL", "FAX", "TOWN", "PROVINCE")


class Author:
    """Somebody who keeps the workbook: one stream of chance, one book, the formats in use."""

    def __init__(self, path: Path) -> None:
        """Opens the workbook; its creation date is fixed so that equal seeds make equal files."""
        self.rng = Random(SEED)  # noqa: S311 - a repeatable sample, no secret
        self.book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
        self.book.set_properties({"title": "Flight schools (invented)", "created": datetime(2024, 3, 31)})  # noqa: DTZ001 - the file format has no zone
        self.bold = self.book.add_format({"bold": True})
        self.heading = self.book.add_format({"bold": True, "bg_color": "#DDE7F0"})
        self.day = self.book.add_format({"num_format": "dd/mm/yyyy"})
        self.schools = invent(150, self.rng)

    def maybe(self, text: str, missing: float = 0.06) -> str:
        """The text, or now and then a placeholder or nothing."""
        if self.rng.random() < missing:
            return self.rng.choice((*PLACEHOLDERS, ""))
        return text

    def province(self, school: School) -> str:
        """The province in one of its five spellings."""
        return self.rng.choice(PROVINCES[school.province])

    def members(self) -> None:
        """First sheet: title rows, merged headings, repeated members, hidden rows, a row of empty formulas, totals."""
        sheet = self.book.add_worksheet("Members 2024")
        sheet.merge_range("A1:I1", "SOUTHERN SKIES FLIGHT TRAINING ASSOCIATION", self.bold)
        sheet.write("A2", "Members as at 31 March 2024. Please check your entry and tell the office.")
        sheet.write_row("A4", MEMBER_HEADERS, self.bold)
        listed = self.schools[:92] + self.rng.sample(self.schools[:92], 8)
        row, number = 4, 0
        for title, inland in (("INLAND SCHOOLS", True), ("COASTAL SCHOOLS", False)):
            sheet.merge_range(row, 0, row, len(MEMBER_HEADERS) - 1, title, self.heading)
            row += 1
            for school in (each for each in listed if (each.province in INLAND) is inland):
                number += 1
                sheet.write_number(row, 0, number)
                sheet.write_row(row, 1, self._member(school))
                sheet.write_number(row, 8, self.rng.randint(1, 24))
                if number % 23 == 0:
                    sheet.set_row(row, None, None, {"hidden": True})
                row += 1
        for column in (1, 3, 8):
            sheet.write_formula(row, column, f"=IF({row}>9999,1,)", None, "")
        sheet.write_string(row + 2, 0, "TOTAL", self.bold)
        sheet.write_formula(row + 2, 1, f"=COUNTA(B5:B{row})", self.bold, number)

    def _member(self, school: School) -> list[str]:
        return [
            written_name(school, self.rng),
            self.maybe(school.contact, 0.15),
            self.maybe(written_phone(school.phone, self.rng)),
            self.maybe(written_phone(school.mobile, self.rng), 0.25),
            self.maybe(school.email.upper() if self.rng.random() < 0.1 else school.email, 0.1),
            school.town,
            self.province(school),
        ]

    def approved(self) -> None:
        """Second sheet: a preamble, a repeated header, phones held as numbers (so without their leading nought)."""
        sheet = self.book.add_worksheet("Approved")
        sheet.merge_range("A1:J1", "List of approved training organisations", self.bold)
        for row, line in enumerate(("Extract", "Source: invented", "Not for publication"), start=1):
            sheet.write(row, 0, line)
        sheet.write_row(5, 0, APPROVED_HEADERS, self.heading)
        for row, school in enumerate(self.rng.sample(self.schools[40:], 80), start=6):
            sheet.write(row, 0, written_name(school, self.rng))
            sheet.write(row, 1, school.approval if self.rng.random() < 0.8 else school.approval.replace("ATO", "ATO "))
            sheet.write_number(row, 2, int(school.phone))
            if self.rng.random() < 0.6:
                sheet.write_number(row, 3, int(school.mobile))
            sheet.write(row, 4, self.maybe(school.email))
            sheet.write(row, 5, self.maybe(school.street))
            sheet.write(row, 6, school.town)
            sheet.write(row, 7, self.province(school))
            sheet.write_number(row, 8, int(school.postcode))
            expires = datetime(2024 + self.rng.randint(0, 2), self.rng.randint(1, 12), self.rng.randint(1, 28))  # noqa: DTZ001 - a calendar day in a cell
            if self.rng.random() < 0.7:
                sheet.write_datetime(row, 9, expires, self.day)
            else:
                sheet.write_string(row, 9, f"{expires:%d %B %Y}")

    def contacts(self) -> None:
        """Third sheet: several phones and e-mails in a cell, areas merged downwards."""
        sheet = self.book.add_worksheet("Contacts")
        sheet.write_row(1, 0, CONTACT_HEADERS, self.bold)
        chosen = sorted(self.rng.sample(self.schools, 60), key=lambda school: school.province)
        first = 2
        for row, school in enumerate(chosen, start=2):
            sheet.write_row(row, 1, self._contact(school))
            if row - 1 == len(chosen) or chosen[row - 1].province != school.province:
                if row > first:
                    sheet.merge_range(first, 0, row, 0, school.province)
                else:
                    sheet.write(row, 0, school.province)
                first = row + 1

    def _contact(self, school: School) -> list[str]:
        between = self.rng.choice((" / ", "; ", "\n", ", "))
        person = f"{school.contact.split()[0].lower()}@{school.domain}"
        phones = [written_phone(school.phone, self.rng).removesuffix(" (office)"), school.mobile]
        return [
            written_name(school, self.rng),
            self.maybe(self.rng.choice(("www.", "https://www.", "http://", "")) + school.domain, 0.2),
            between.join(phones),
            between.join((school.email, person)) if self.rng.random() < 0.7 else school.email,
            self.rng.choice(("", "", "", "moved hangar", "call after 10:00", "=see members list")),
        ]

    def old(self) -> None:
        """Last sheet: hidden, out of date, still there."""
        sheet = self.book.add_worksheet("Old 2019")
        sheet.hide()
        sheet.write_row(0, 0, OLD_HEADERS)
        for row, school in enumerate(self.rng.sample(self.schools, 20), start=1):
            phone = self.maybe(written_phone(school.phone, self.rng), 0.2)
            fax = self.maybe("", 0.5)
            sheet.write_row(row, 0, (written_name(school, self.rng), phone, fax, school.town, self.province(school)))


def make_workbook(folder: Path) -> Path:
    """Writes the workbook into the folder."""
    path = folder / "flight_schools.xlsx"
    author = Author(path)
    author.members()
    author.approved()
    author.contacts()
    author.old()
    author.book.close()
    return path


if __name__ == "__main__":
    make_workbook(Path(sys.argv[1]))
