"""Makes invented people and organisations for measurements: ten columns, Zipf names, typos, gaps, 25 % repeated."""

import argparse
import csv
import random
import sys
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

HEADER = (
    "given_name",
    "surname",
    "date_of_birth",
    "organisation",
    "email",
    "phone",
    "street",
    "city",
    "postcode",
    "province",
)
CONSONANTS, VOWELS = "bcdfghjklmnprstvw", "aeiou"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
REPEATED, MISSING, TYPO, SWAPPED = 0.25, 0.05, 0.12, 0.03


class Words(NamedTuple):
    """Words with weights that fall as one over their rank."""

    words: list[str]
    weights: list[float]

    def one(self, chance: random.Random) -> str:
        """A word, the first ones far more often than the last."""
        return chance.choices(self.words, cum_weights=self.weights)[0]


class Lists(NamedTuple):
    """All word lists a record is made of."""

    given: Words
    family: Words
    firm: Words
    trade: Words
    street: Words
    city: Words


def word(chance: random.Random, syllables: int) -> str:
    """An invented word that can be spoken."""
    return "".join(chance.choice(CONSONANTS) + chance.choice(VOWELS) for _ in range(syllables))


def words(chance: random.Random, count: int, syllables: int) -> Words:
    """Different invented words."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[word(chance, syllables) + chance.choice(["", "n", "r", "s"])] = None
    return Words(list(found), list(accumulate(1 / rank for rank in range(1, count + 1))))


def record(chance: random.Random, lists: Lists, number: int) -> list[str]:
    """One true record."""
    given, family = lists.given.one(chance), lists.family.one(chance)
    firm = f"{lists.firm.one(chance)} {lists.trade.one(chance)}"
    born = f"{chance.randint(1940, 2004)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    city = lists.city.one(chance)
    place = sum(map(ord, city)) % 9000 + 1000
    return [
        given.capitalize(),
        family.capitalize(),
        born,
        f"{firm.title()} {chance.choice(['Ltd', '(Pty) Ltd', 'CC', ''])}".strip(),
        f"{given}.{family}{number % 97}@{firm.split()[0]}.co.za",
        f"0{chance.choice([11, 12, 21, 31, 41, 51])}{chance.randint(2_000_000, 9_999_999)}",
        f"{chance.randint(1, 250)} {lists.street.one(chance).title()} Street",
        city.title(),
        f"{place + chance.randint(0, 40)}",
        chance.choice(["Gauteng", "Western Cape", "KwaZulu-Natal", "Eastern Cape", "Free State", "Limpopo"]),
    ]


def typo(chance: random.Random, text: str) -> str:
    """One letter lost, doubled, wrong or swapped with the next."""
    if len(text) < 3:
        return text
    at = chance.randrange(len(text) - 1)
    kind = chance.randrange(4)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at] + text[at:]
    if kind == 2:
        return text[:at] + chance.choice(LETTERS) + text[at + 1 :]
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def corrupted(chance: random.Random, cells: list[str]) -> list[str]:
    """A record as somebody else might have written it."""
    copy = [
        "" if chance.random() < MISSING else typo(chance, cell) if chance.random() < TYPO else cell for cell in cells
    ]
    if chance.random() < SWAPPED:
        copy[0], copy[1] = copy[1], copy[0]
    return copy


def generate(rows: int, seed: int = 7) -> tuple[list[list[str]], list[int]]:
    """Records and the entity of each, in no order; a quarter of the rows are corrupted copies of others."""
    chance = random.Random(seed)
    lists = Lists(
        words(chance, 2000, 2),
        words(chance, 6000, 3),
        words(chance, 8000, 3),
        words(chance, 60, 2),
        words(chance, 3000, 3),
        words(chance, 400, 3),
    )
    entities = max(1, round(rows * (1 - REPEATED)))
    cells = [record(chance, lists, number) for number in range(entities)]
    found = [(number, cells[number]) for number in range(entities)]
    for _ in range(rows - entities):
        number = chance.randrange(entities)
        found.append((number, corrupted(chance, cells[number])))
    chance.shuffle(found)
    return [cells for _, cells in found], [number for number, _ in found]


def write(folder: Path, rows: int, seed: int = 7) -> tuple[Path, Path]:
    """Writes `people.csv` and its `truth.csv` (source, row, entity); answers both paths."""
    folder.mkdir(parents=True, exist_ok=True)
    people, truth = folder / "people.csv", folder / "truth.csv"
    cells, entities = generate(rows, seed)
    with people.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADER)
        writer.writerows(cells)
    with truth.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(("source", "row", "entity"))
        writer.writerows((people.name, row, entity) for row, entity in enumerate(entities))
    return people, truth


def main() -> None:
    """Writes the files into a folder; without one it only says what it would write."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    if asked.folder:
        write(asked.folder, asked.rows, asked.seed)
    else:
        _, entities = generate(asked.rows, asked.seed)
        sys.stdout.write(f"{asked.rows} records of {len(set(entities))} people and {len(HEADER)} columns\n")


if __name__ == "__main__":
    main()
