"""The environment of the child that reads a file."""

CHILD_ENVIRONMENT = {
    # Allocators that reserve much address space in advance would run into the child's limit without using memory.
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "2",
    "PYTHONIOENCODING": "utf-8",
    "RUST_BACKTRACE": "0",
}
