"""The `hotpass` command, started as a person starts it."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

SCHOOLS = """Name,Phone,Email,Town,Province
Blue Crane Flight School (Pty) Ltd,011 234 5678,info@bluecrane.co.za,Lanseria,Gauteng
Blue Crane Flight School,+27 11 234 5678,info@bluecrane.co.za,Lanseria,GP
Karoo Aviation CC,023 456 7890,fly@karoo.co.za,Beaufort West,Western Cape
Karoo Aviation,0234567890,fly@karoo.co.za,Beaufort West,WC
Coastal Flying Academy,031 789 1234,hello@coastal.co.za,Durban,KwaZulu-Natal
=HYPERLINK("x"),,not an address,Durban,KZN
"""
BIRDS = ("Heron", "Ibis", "Kestrel", "Lark", "Martin", "Oriole", "Plover", "Quail", "Raven", "Stork", "Tern", "Weaver")
TOWNS = (
    ("Upington", "Northern Cape"),
    ("Polokwane", "Limpopo"),
    ("Mbombela", "Mpumalanga"),
    ("Makhanda", "Eastern Cape"),
)
OTHERS = "".join(
    f"{bird} Wings,05{number} {number}21 43{number:02d},{bird.lower()}@x{number}.co.za,{','.join(TOWNS[number % 4])}\n"
    for number, bird in enumerate(BIRDS)
)
ROWS = 6 + len(BIRDS)


def hotpass(*words: object) -> subprocess.CompletedProcess[str]:
    """Runs the command to its end."""
    command = [sys.executable, "-m", "hotpass", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)


@pytest.fixture(scope="module")
def schools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small messy list."""
    path = tmp_path_factory.mktemp("input") / "schools.csv"
    path.write_text(SCHOOLS + OTHERS, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def workspace(schools: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that one run has filled."""
    folder = tmp_path_factory.mktemp("workspace") / "w"
    done = hotpass("run", schools, "--workspace", folder, "--profile", "aviation", "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["rows"] == report["records"] + report["set_aside"] == ROWS
    assert report["entities"] == ROWS - 2
    stages = ["ingest", "snapshot", "map columns", "standardise", "locate"]
    stages += ["validate", "match", "cluster", "merge", "publish"]
    assert list(report["seconds"]) == stages
    assert done.stderr == ""
    return folder


def digest(folder: Path) -> dict[str, str]:
    """Every file of a folder by its hash."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_members_name_every_row_once(workspace: Path, tmp_path: Path) -> None:
    output = tmp_path / "members.csv"
    assert hotpass("export", "--workspace", workspace, "--output", output, "--table", "members").returncode == 0
    lines = output.read_text(encoding="utf-8").splitlines()
    assert lines[0].replace('"', "") == "source,row,entity,record"
    assert [line.replace('"', "").split(",")[:2] for line in lines[1:]] == [
        ["schools.csv", str(n)] for n in range(ROWS)
    ]


def test_a_formula_never_comes_alive(workspace: Path, tmp_path: Path) -> None:
    output = tmp_path / "golden.csv"
    assert hotpass("export", "--workspace", workspace, "--output", output).returncode == 0
    text = output.read_text(encoding="utf-8")
    assert "'=HYPERLINK" in text
    assert "+27112345678" in text


def test_two_fresh_workspaces_export_the_same_bytes(schools: Path, workspace: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    assert hotpass("run", schools, "--workspace", again, "--profile", "aviation").returncode == 0
    for table in ("golden", "members", "pairs", "findings"):
        for suffix in ("csv", "parquet"):
            outputs = [tmp_path / f"{name}-{table}.{suffix}" for name in ("first", "second")]
            for folder, output in zip((workspace, again), outputs, strict=True):
                assert hotpass("export", "--workspace", folder, "--output", output, "--table", table).returncode == 0
            assert outputs[0].read_bytes() == outputs[1].read_bytes(), (table, suffix)


def test_doctor_finds_a_filled_workspace_well(workspace: Path) -> None:
    done = hotpass("doctor", "--workspace", workspace, "--json")
    assert done.returncode == 0
    told = json.loads(done.stdout)
    assert [check["name"] for check in told["checks"]] == ["journal", "database", "decisions", "sources"]
    sizes = {size["name"]: (size["tables"], size["rows"]) for size in told["sizes"]}
    assert sizes["record"][0] == 1
    assert sizes["record"][1] > 0
    assert sum(size["bytes"] for size in told["sizes"]) <= workspace.joinpath("hotpass.duckdb").stat().st_size


def test_doctor_names_a_changed_source_and_a_damaged_database(schools: Path, tmp_path: Path) -> None:
    folder = tmp_path / "w"
    assert hotpass("run", schools, "--workspace", folder).returncode == 0
    source = next((folder / "sources").glob("*/schools.csv"))
    source.write_text("changed", encoding="utf-8")
    (folder / "hotpass.duckdb").write_bytes(b"not a database" * 500)
    done = hotpass("doctor", "--workspace", folder)
    assert done.returncode == 1
    assert "schools.csv" in done.stdout
    assert "--mend" in done.stdout
    mended = hotpass("doctor", "--workspace", folder, "--mend")
    assert "set aside as hotpass.duckdb.damaged-" in mended.stdout
    assert list(folder.glob("hotpass.duckdb.damaged-*"))


BAD_FILES = {
    "empty.csv": b"",
    "picture.png": b"\x89PNG\r\n\x1a\n0000",
    "table.xlsx": b"a,b\n1,2\n",
    "header.csv": b"a,b\n",
    "protected.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_one_sentence_and_changes_nothing(name: str, workspace: Path, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(BAD_FILES[name])
    fresh = tmp_path / "fresh"
    before = digest(workspace)
    for folder in (workspace, fresh):
        done = hotpass("run", path, "--workspace", folder)
        assert done.returncode == 2
        assert name in done.stderr
        assert "Traceback" not in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
        assert done.stdout == ""
    assert not fresh.exists()
    after = digest(workspace)
    changed = {path for path in before | after if before.get(path) != after.get(path)}
    assert changed <= {"turn.lock"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["run", "nowhere.csv", "--workspace", "w"], "no file nowhere.csv"),
        (["run", ".", "--workspace", "w"], "is a folder"),
        (["run", "--workspace", "w"], "FILES"),
        (["run", "x.csv"], "--workspace"),
        (["run", "SCHOOLS", "--workspace", "w", "--profile", "nonesuch"], "nonesuch"),
        (["run", "SCHOOLS", "--workspace", "w", "--ignore", "Fax"], "“Fax”"),
        (["export", "--workspace", "nowhere", "--output", "x.csv"], "not a Hotpass workspace"),
        (["doctor", "--workspace", "nowhere"], "not a Hotpass workspace"),
        (["demo", "--sample", "nonesuch", "--no-serve", "--workspace", "w"], "nonesuch"),
    ],
)
def test_a_wrong_call_is_one_sentence(
    words: list[str], said: str, schools: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = hotpass(*(str(schools) if word == "SCHOOLS" else word for word in words))
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_critical_expectation_ends_with_three(schools: Path, tmp_path: Path) -> None:
    profile = tmp_path / "strict.yaml"
    profile.write_text(
        "name: strict\ntitle: Strict\ncountry: ZA\n"
        "fields:\n  - {name: name, title: Name, type: organisation_name, synonyms: [Name]}\n"
        "  - {name: email, title: E-mail, type: email, synonyms: [Email]}\n"
        "expectations:\n  - {field: email, kind: valid, severity: critical}\n",
        encoding="utf-8",
    )
    done = hotpass("run", schools, "--workspace", tmp_path / "w", "--profile", profile)
    assert done.returncode == 3
    assert "1 rows fail a critical expectation" in done.stderr


def test_judgements_travel_and_are_heeded(schools: Path, workspace: Path, tmp_path: Path) -> None:
    members, facts = tmp_path / "members.csv", tmp_path / "facts.jsonl"
    folder = tmp_path / "w"
    assert hotpass("run", schools, "--workspace", folder, "--profile", "aviation").returncode == 0
    assert hotpass("export", "--workspace", folder, "--output", members, "--table", "members").returncode == 0
    ids = [line.replace('"', "").split(",")[3] for line in members.read_text(encoding="utf-8").splitlines()[1:]]
    said = [(ids[0], ids[1], "non_match"), (ids[0], ids[4], "match"), (ids[2], ids[3], "unsure")]
    lines = [
        {"left": left, "right": right, "verdict": verdict, "by": "ann", "on": "2026-01-02T03:04:05Z", "note": "seen"}
        for left, right, verdict in said
    ]
    facts.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    for _ in range(2):
        assert hotpass("judgements", "import", facts, "--workspace", folder).returncode == 0
    report = json.loads(hotpass("run", schools, "--workspace", folder, "--profile", "aviation", "--json").stdout)
    assert report["judgements"] == {"total": 2, "kept": 2, "broken": 0}
    assert report["entities"] == ROWS - 2
    again = tmp_path / "again.jsonl"
    assert "3 decisions" in hotpass("judgements", "export", again, "--workspace", folder).stdout
    assert [json.loads(line) for line in again.read_text(encoding="utf-8").splitlines()] == lines


@pytest.mark.parametrize("line", ['{"left": "a"}', '{"left": "a", "right": "a", "verdict": "match"}', "not JSON"])
def test_a_line_that_is_no_judgement_saves_nothing(line: str, workspace: Path, tmp_path: Path) -> None:
    facts = tmp_path / "facts.jsonl"
    good = {"left": "a", "right": "b", "verdict": "match", "by": "ann", "on": "2026-01-02T03:04:05Z"}
    facts.write_text(f"{json.dumps(good)}\n{line}\n", encoding="utf-8")
    before = (workspace / "journal.jsonl").read_bytes() if (workspace / "journal.jsonl").exists() else b""
    done = hotpass("judgements", "import", facts, "--workspace", workspace)
    assert done.returncode == 2
    assert "facts.jsonl, line 2" in done.stderr
    assert (workspace / "journal.jsonl").read_bytes() == before


def test_the_same_rows_twice_under_one_source_are_refused(schools: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.csv"
    again.write_bytes(schools.read_bytes())
    done = hotpass("run", schools, again, "--workspace", tmp_path / "w", "--source", "schools")
    assert done.returncode == 2
    assert "one delivery" in done.stderr
    assert not (tmp_path / "w").exists()
    assert hotpass("run", schools, again, "--workspace", tmp_path / "w").returncode == 0
