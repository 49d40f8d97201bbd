"""Makes the Chicago sample from the hand-clustered original, leaving out the column that holds the answers.

python -m hotpass.demo.make_chicago ORIGINAL.csv FOLDER
"""

import csv
import sys
from pathlib import Path

TRUTH_COLUMN = "True Id"


def make_programmes(original: Path, folder: Path) -> Path:
    """Copies every row in order, with its line breaks and broken characters, without the truth."""
    made = folder / "early_childhood_programmes.csv"
    with original.open(encoding="utf-8", newline="") as file, made.open("w", encoding="utf-8", newline="") as copy:
        rows = csv.reader(file)
        header = next(rows)
        keep = [position for position, name in enumerate(header) if name != TRUTH_COLUMN]
        writer = csv.writer(copy, lineterminator="\n")
        writer.writerow([header[position] for position in keep])
        writer.writerows([row[position] for position in keep] for row in rows)
    return made


if __name__ == "__main__":
    make_programmes(Path(sys.argv[1]), Path(sys.argv[2]))
