"""A request to stop: heard in our own code, put off in that of others, and never for long."""

import os
import signal
import threading
import time
from collections.abc import Callable
from types import FunctionType

import pytest

from hotpass.errors import RunCancelled
from hotpass.stewardship.stopping import AGAIN_SECONDS, PATIENCE_SECONDS, Stopping

LIBRARY, KEEPER, OURS = "library.part", "hotpass.store.turn", "hotpass.stages.some"


def of(module: str, work: Callable[..., object]) -> FunctionType:
    """The same function as one of that module."""
    assert isinstance(work, FunctionType)
    return FunctionType(work.__code__, {**work.__globals__, "__name__": module})


def terminate() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def ask_and_work(seconds: float) -> None:
    terminate()
    latest = time.monotonic() + seconds
    while time.monotonic() < latest:
        pass


def enter_for_ever(condition: threading.Condition) -> None:
    while True:
        with condition:
            pass


@pytest.mark.parametrize("elsewhere", [LIBRARY, KEEPER])
def test_it_is_heard_in_our_own_code_and_put_off_elsewhere(elsewhere: str) -> None:
    with pytest.raises(RunCancelled), Stopping() as stopping:
        of(elsewhere, ask_and_work)(PATIENCE_SECONDS / 4)
        assert stopping.asked
        of(OURS, ask_and_work)(60)
        pytest.fail("nobody heard it")


def test_it_does_not_wait_for_long() -> None:
    begun = time.monotonic()
    with pytest.raises(RunCancelled), Stopping():
        of(LIBRARY, ask_and_work)(60)
    assert PATIENCE_SECONDS <= time.monotonic() - begun < 60


def test_what_ends_the_run_is_not_broken_off() -> None:
    tidied = []

    def end() -> None:
        try:
            of(OURS, ask_and_work)(60)
        finally:
            of(OURS, ask_and_work)(PATIENCE_SECONDS / 4)
            tidied.append(True)

    with pytest.raises(RunCancelled), Stopping():
        end()
    assert tidied == [True]


def test_a_lock_of_a_library_is_given_back() -> None:
    """A condition is entered by Python of the standard library, which would keep its lock if it were left halfway."""
    for _ in range(20):
        condition = threading.Condition(threading.Lock())
        asking = threading.Timer(AGAIN_SECONDS, terminate)
        with pytest.raises(RunCancelled), Stopping():
            asking.start()
            of(OURS, enter_for_ever)(condition)
        asking.join()
        assert condition.acquire(timeout=5)


def test_the_signals_go_back_to_who_had_them() -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    with Stopping() as stopping:
        of(LIBRARY, ask_and_work)(0)
    assert stopping.asked
    assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before
