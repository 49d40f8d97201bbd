"""Answers of the network: what came back, under one of a few names, and the sentence a person reads."""

from enum import StrEnum
from typing import NamedTuple

from pydantic import JsonValue


class Outcome(StrEnum):
    """How a question ended; only `answered` and `stale` (an older answer, for want of a new one) have a body."""

    ANSWERED = "answered"
    STALE = "stale"
    BARRED = "barred"
    OFFLINE = "offline"
    RESTING = "resting"
    BUSY = "busy"
    FAILED = "failed"
    REFUSED = "refused"
    SLOW = "slow"
    TOO_LARGE = "too_large"
    BROKEN = "broken"
    REDIRECTED = "redirected"
    NOT_JSON = "not_json"
    UNEXPECTED = "unexpected"


SENTENCES = {
    Outcome.ANSWERED: "{host} answered.",
    Outcome.STALE: "{host} could not be asked; its last answers, which are older than wanted, were used.",
    Outcome.BARRED: "{host} is not asked: name it in HOTPASS_LOOKUP_HOSTS if it may be, with an address in https.",
    Outcome.OFFLINE: "{host} cannot be reached from here: you are offline, or it is.",
    Outcome.RESTING: "{host} failed several times or asked for a pause, and is left alone for a minute.",
    Outcome.BUSY: "{host} has had enough questions for now: ask it again later.",
    Outcome.FAILED: "{host} has an error of its own: ask it again later.",
    Outcome.REFUSED: "{host} refuses the question: look at the address.",
    Outcome.SLOW: "{host} took too long to answer.",
    Outcome.TOO_LARGE: "{host} sent far more than an answer should be, and was cut off.",
    Outcome.BROKEN: "{host} broke off in the middle of its answer, or does not speak HTTP.",
    Outcome.REDIRECTED: "{host} sends us elsewhere, where we do not go: look at the address.",
    Outcome.NOT_JSON: "{host} answered with something that is no JSON, perhaps a page to sign in.",
    Outcome.UNEXPECTED: "{host} answered in a form that is not the one agreed on.",
}


class Answer(NamedTuple):
    """How a question ended, and the body where there is one."""

    outcome: Outcome
    body: JsonValue = None


def sentence(outcome: Outcome, host: str) -> str:
    """The outcome in words."""
    return SENTENCES[outcome].format(host=host)
