"""Queues of the review desk, as a person calls them."""

from hotpass.model.review import Queue

TITLES = {
    Queue.UNSURE: "Unsure pairs",
    Queue.BIG: "Big groups",
    Queue.STRETCHED: "Stretched groups",
    Queue.SECOND_LOOK: "Second look",
    Queue.DEFERRED: "Not sure",
    Queue.STALE: "Changed since",
    Queue.SAMPLE: "Sample check",
    Queue.FOUR_EYES: "Four eyes",
}
