"""Every error Hotpass raises on purpose, named by what the caller does next."""


class HotpassError(Exception):
    """The root of all errors that carry one clear sentence for a person."""

    exit_code = 1


class BadInput(HotpassError):
    """The input or the call is wrong: tell the person and change nothing."""

    exit_code = 2


class NotAllowed(BadInput):
    """A person's role does not let them do this: nothing was changed."""


class UnreadableFile(BadInput):
    """A file cannot be read: the sentence names the file, the place and the mend."""


class WorkspaceBusy(BadInput):
    """Another program holds the workspace: wait for it, or stop it."""


class WorkspaceDamaged(BadInput):
    """The workspace or its journal cannot be trusted as it is: run `hotpass doctor`."""


class WorkspaceTooNew(BadInput):
    """A newer Hotpass wrote this workspace: install that version."""


class FactsChanged(HotpassError):
    """A person decided something while a run was publishing: apply it and publish again."""


class RunCancelled(HotpassError):
    """A person stopped the run: nothing was published."""


class RunFailed(HotpassError):
    """A stage failed: the workspace is as it was before the run."""
