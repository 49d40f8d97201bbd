"""Runs: starting one in a process of its own, watching it, stopping it, and reading what earlier ones did."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict

from hotpass.demo import DEFAULT_SAMPLE, sample
from hotpass.errors import BadInput
from hotpass.model.request import RunRequest
from hotpass.model.run import RunState
from hotpass.stewardship import people
from hotpass.store.progress import Progress, read_progress
from hotpass.store.runs import boot_id, new_id
from hotpass.store.workspace import Workspace

STARTED = "started.json"
STOPPED = "stopped"  # a person asked the run to end, which it may have done before it could say so
LOG = "log.txt"
HEARTBEAT_SECONDS = 10.0
NICENESS = "10"
DEAD = frozenset("ZXx")
SAID = "hotpass: "  # how the command begins its one sentence


class Started(BaseModel):
    """What the dashboard started: kept beside the run, so that a refresh or a restart finds it."""

    model_config = ConfigDict(frozen=True)

    run_id: str
    request: RunRequest
    pid: int
    boot_id: str
    on: AwareDatetime


def start(workspace: Workspace, request: RunRequest) -> str:
    """Starts a run in a niced process of its own and answers its id. Raises BadInput while another one is at work."""
    people.check(workspace)
    if live(workspace) is not None:
        raise BadInput("A run is at work in this workspace: wait for it, or stop it.")
    run_id = new_id()
    folder = workspace.run_folder(run_id)
    folder.mkdir(parents=True)
    with (folder / LOG).open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 - our own program with arguments as a list, no shell
            _command(workspace, request, run_id),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    threading.Thread(target=process.wait, daemon=True).start()
    started = Started(run_id=run_id, request=request, pid=process.pid, boot_id=boot_id(), on=datetime.now(UTC))
    (folder / STARTED).write_text(started.model_dump_json(), encoding="utf-8")
    return run_id


def start_example(workspace: Workspace, name: str = DEFAULT_SAMPLE) -> str:
    """Starts a run over the sample files that ship with Hotpass."""
    chosen = sample(name)
    return start(
        workspace, RunRequest(files=chosen.files, profile=chosen.profile, ignore=chosen.ignore, key=chosen.key)
    )


def start_again(workspace: Workspace, run_id: str, *, anew: bool = False) -> str:
    """Starts a run with what an earlier one was asked to do, `anew` though nothing changed since.

    Raises BadInput where it is not known what that was.
    """
    request = asked(workspace, run_id)
    if request is None:
        raise BadInput(f"Run {run_id} was not started here: start it again where it was started.")
    return start(workspace, request.model_copy(update={"anew": anew}))


def asked(workspace: Workspace, run_id: str) -> RunRequest | None:
    """What a run was asked to do, None for one that was not started from here."""
    path = workspace.run_folder(run_id) / STARTED
    return Started.model_validate_json(path.read_text(encoding="utf-8")).request if path.exists() else None


def progress(workspace: Workspace, run_id: str) -> Progress | None:
    """Where a run stands, told from its folder alone; one whose program is gone counts as interrupted."""
    folder = workspace.run_folder(run_id)
    told = read_progress(folder)
    if told is None:
        return _before_first_word(folder)
    if told.state is RunState.RUNNING and not _lives(told):
        return _over(folder, told, RunState.INTERRUPTED, "The program that computed it ended before it was done.")
    return told


def live(workspace: Workspace) -> Progress | None:
    """The run that is at work now, if there is one."""
    found = (progress(workspace, run_id) for run_id in _folders(workspace)[:20])
    return next((told for told in found if told and told.state is RunState.RUNNING), None)


def latest(workspace: Workspace) -> Progress | None:
    """The run that was started last, however it ended."""
    folders = _folders(workspace)
    return progress(workspace, folders[0]) if folders else None


def cancel(workspace: Workspace, run_id: str) -> bool:
    """Asks a run to stop; answers whether it was still at work."""
    people.check(workspace)
    told = progress(workspace, run_id)
    if told is None or told.state is not RunState.RUNNING:
        return False
    (workspace.run_folder(run_id) / STOPPED).touch()
    os.kill(told.pid, signal.SIGTERM)
    return True


def _command(workspace: Workspace, request: RunRequest, run_id: str) -> list[str]:
    nice = shutil.which("nice")
    command = [nice, "-n", NICENESS] if nice else []
    command += [sys.executable, "-m", "hotpass", "run", "--workspace", str(workspace.folder)]
    command += ["--profile", request.profile, "--run-id", run_id]
    for option, names in {"--ignore": request.ignore, "--delta": request.delta, "--delivery": request.delivery}.items():
        for name in names:
            command += [option, name]
    master = next((str(path) for path in request.files if path.name == request.master), None)
    named = {"--source": request.source, "--key": request.key, "--master": master, "--master-key": request.master_key}
    for option, value in named.items():
        command += [option, value] if value else []
    command += ["--fill-merged"] if request.fill_merged else []
    command += ["--anew"] if request.anew else []
    return [*command, "--", *(str(path) for path in request.files)]


def _folders(workspace: Workspace) -> list[str]:
    """Run ids by their folders, the latest first: the ids sort by time."""
    folder = workspace.folder / "runs"
    return sorted((path.name for path in folder.iterdir() if path.is_dir()), reverse=True) if folder.exists() else []


def _before_first_word(folder: Path) -> Progress | None:
    """A run that was started and has not written its progress yet, or ended before it could."""
    path = folder / STARTED
    if not path.exists():
        return None
    started = Started.model_validate_json(path.read_text(encoding="utf-8"))
    told = Progress(
        run_id=started.run_id,
        state=RunState.RUNNING,
        pid=started.pid,
        boot_id=started.boot_id,
        stage="",
        stage_number=0,
        stages=0,
        rows=0,
        started=started.on,
        heartbeat=started.on,
    )
    return told if _lives(told) else _over(folder, told, RunState.FAILED, _last_words(folder))


def _over(folder: Path, told: Progress, state: RunState, failure: str) -> Progress:
    """The same run as one that is gone: stopped if a person asked for it, else as `state` and `failure` say."""
    if (folder / STOPPED).exists():
        state, failure = RunState.CANCELLED, "The run was stopped."
    return told.model_copy(update={"state": state, "failure": f"{failure} The workspace is as it was."})


def _last_words(folder: Path) -> str:
    lines = (folder / LOG).read_text(encoding="utf-8", errors="replace").splitlines()
    said = [line.removeprefix(SAID) for line in lines if line.startswith(SAID)]
    return said[-1] if said else f"The program ended before it began: {folder / LOG} has its last words."


def _lives(told: Progress) -> bool:
    """Whether the process is really that run: same start of the machine, and its command line or heartbeat says so."""
    if told.boot_id != boot_id():
        return False
    place = Path(f"/proc/{told.pid}")
    try:
        words = (place / "cmdline").read_bytes()
        condition = (place / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    if condition in DEAD:
        return False
    beats = (datetime.now(UTC) - told.heartbeat).total_seconds() < HEARTBEAT_SECONDS
    # A program that is just becoming another one has no command line for a moment.
    return not words or told.run_id.encode() in words or (beats and b"hotpass" in words)
