"""Measures `hotpass check` on faults planted by seed in clean tables: what is found, and what is named in vain."""

import argparse
import csv
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from random import Random
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from hotpass.model.check import CheckReport
from hotpass.settings import Settings
from hotpass.stewardship.check import check
from tests.benchmarks.fault_inventions import Table
from tests.benchmarks.fault_kinds import KINDS
from tests.benchmarks.fault_tables import JUDGED, TUNED, tables

SHARES = (0.005, 0.01, 0.02, 0.03)
# A fault counts as found where the column's findings name half of its cells.
HALF = 0.5
ROUNDS = 4


class Planted(NamedTuple):
    """A kind of fault in the cells of a column, by data row from 0; the column is None where whole rows repeat."""

    table: str
    column: str | None
    kind: str
    rows: frozenset[int]


class Outcome(NamedTuple):
    """What became of a planted fault: the share of its cells that were named, and by which expectations."""

    planted: Planted
    named: float
    said: tuple[str, ...]


def cells(report: CheckReport) -> dict[str | None, dict[str, set[int]]]:
    """Rows named, by column and expectation."""
    found: dict[str | None, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for one in report.findings:
        found[one.column][one.expectation].update(cell.row for cell in one.rows)
    return found


def checked(table: Table, rows: list[list[str]]) -> CheckReport:
    """The report on a table with these rows."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / f"{table.name}.csv"
        with path.open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream).writerows([table.header, *rows])
        return check(path, Settings(), rows=True)


def plant(table: Table, number: int) -> tuple[list[list[str]], list[Planted]]:
    """A dirty copy of a table: one kind of fault in each column, others in each round."""
    chance = Random(f"{table.name}{number}")
    rows, done = [list(row) for row in table.rows], []
    for place, column in enumerate(table.header):
        kinds = [kind for kind, (roles, _) in KINDS.items() if table.roles[column] in roles]
        chance_of_column = Random(f"{table.name}{column}")
        chance_of_column.shuffle(kinds)
        if not kinds:
            continue
        kind = kinds[number % len(kinds)]
        told = [row for row, cells in enumerate(table.rows) if cells[place]]
        hit = chance.sample(told, max(3, int(chance.choice(SHARES) * len(told))))
        for row in hit:
            rows[row][place] = KINDS[kind][1](table.rows[row][place], chance)
        changed = frozenset(row for row in hit if rows[row][place] != table.rows[row][place])
        if len(changed) >= 2:
            done.append(Planted(table.name, column, kind, changed))
    return rows, done


def plant_across(table: Table) -> tuple[list[list[str]], list[Planted]]:
    """A dirty copy with the faults that take several cells: keys and rows repeated, order, dependency, exchange."""
    chance = Random(table.name)
    rows, done = [list(row) for row in table.rows], []
    at = {column: place for place, column in enumerate(table.header)}
    few = max(4, len(rows) // 100)

    def told(*columns: str) -> list[int]:
        return chance.sample([row for row in range(len(rows)) if all(rows[row][at[one]] for one in columns)], few)

    for column in (column for column, role in table.roles.items() if role in ("key", "checked")):
        hit = chance.sample(range(1, len(rows)), few)
        for row in hit:
            rows[row][at[column]] = rows[row - 1][at[column]]
        done.append(Planted(table.name, column, "repeated_key", frozenset(hit)))
    for cause, effect in table.effects:
        hit = told(cause, effect)
        for row in hit:
            others = [one[at[effect]] for one in table.rows if one[at[effect]] not in ("", table.rows[row][at[effect]])]
            rows[row][at[effect]] = chance.choice(others)
        done.append(Planted(table.name, effect, "broken_dependency", frozenset(hit)))
    for early, late in table.orders:
        hit = told(early, late)
        for row in hit:
            rows[row][at[early]], rows[row][at[late]] = rows[row][at[late]], rows[row][at[early]]
        done.append(Planted(table.name, late, "wrong_order", frozenset(hit)))
    words = [column for column, role in table.roles.items() if role in ("category", "city", "country", "amount")]
    words = [column for column in words if column not in {one for pair in table.effects for one in pair}]
    if len(words) > 1:
        one, other = chance.sample(words, 2)
        hit = told(one, other)
        for row in hit:
            rows[row][at[one]], rows[row][at[other]] = rows[row][at[other]], rows[row][at[one]]
        done += [
            Planted(table.name, column, f"exchanged with {twin}", frozenset(hit))
            for column, twin in ((one, other), (other, one))
        ]
    twins = chance.sample(range(len(table.rows)), few)
    start = len(rows)
    rows += [list(table.rows[row]) for row in twins]
    done.append(Planted(table.name, None, "repeated_row", frozenset(range(start, start + few))))
    return rows, done


def judge(table: Table, rounds: int) -> tuple[list[Outcome], dict[tuple[str | None, str], int]]:
    """Every planted fault with what was found of it, and the cells named in the clean table by column and rule."""
    alarms = {(one.column, str(one.expectation)): one.failing for one in checked(table, table.rows).findings}
    outcomes = []
    for rows, done in [plant(table, number) for number in range(rounds)] + [plant_across(table)]:
        found = cells(checked(table, rows))
        for one in done:
            said = found[one.column]
            named = set().union(*said.values()) & one.rows
            words = tuple(sorted(kind for kind, where in said.items() if where & one.rows))
            outcomes.append(Outcome(one, len(named) / len(one.rows), words))
    return outcomes, alarms


def say(line: str = "") -> None:
    """Prints a line."""
    sys.stdout.write(f"{line}\n")


def half(title: str, names: tuple[str, ...], rounds: int, *, tell: bool) -> None:
    """Prints the table of one half."""
    outcomes: list[Outcome] = []
    alarms: dict[str, list[str]] = defaultdict(list)
    columns = 0
    for table in tables(names):
        some, false = judge(table, rounds)
        outcomes += some
        columns += len(table.header)
        for (column, rule), count in false.items():
            alarms[rule].append(f"{table.name}.{column}: {count}")
    found = sum(one.named >= HALF for one in outcomes)
    say(
        f"{title} ({', '.join(names)}): {found} of {len(outcomes)} planted faults found ({found / len(outcomes):.1%}), "
        f"cells named {sum(one.named for one in outcomes) / len(outcomes):.1%}"
    )
    by_kind: dict[str, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        by_kind[one.planted.kind.split(" ")[0]].append(one)
    for kind, some in sorted(by_kind.items(), key=lambda item: sum(one.named for one in item[1]) / len(item[1])):
        missed = [f"{one.planted.table}.{one.planted.column} {one.named:.0%}" for one in some if one.named < HALF]
        say(f"  {kind:18} {len(some) - len(missed):3} of {len(some):3}  {', '.join(missed) if tell else ''}".rstrip())
    named = len({where.split(":")[0] for wheres in alarms.values() for where in wheres})
    say(f"  clean tables: {named} of {columns} columns named")
    for rule, wheres in sorted(alarms.items()):
        say(f"    {rule:18} {', '.join(wheres)}")


def main() -> None:
    """Prints recall by kind of fault and the alarms on clean tables, of the tuned half and the other."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="kinds of fault planted in each column")
    parser.add_argument("--half", choices=["tuned", "judged"])
    parser.add_argument("--misses", action="store_true", help="name every fault that was not found")
    stated = parser.parse_args()
    for title, names in (("tuned", TUNED), ("judged", JUDGED)):
        if stated.half in (None, title):
            half(title, names, stated.rounds, tell=stated.misses)


if __name__ == "__main__":
    main()
