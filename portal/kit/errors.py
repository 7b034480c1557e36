"""What can go wrong in the domain, said in a sentence that the person at the page can act on."""

from django.utils.functional import Promise


class DomainError(Exception):
    """A rule refused something; `message` is shown to the person, `field` names the input it belongs to."""

    status = 400

    def __init__(self, message: str | Promise, *, field: str | None = None, code: str = "") -> None:
        super().__init__(code or type(self).__name__)
        self.message = message
        self.field = field
        self.code = code or type(self).__name__


class Invalid(DomainError):
    """The input cannot be used as it is."""


class NotAllowed(DomainError):
    """The person may know that the thing exists, but may not do this."""

    status = 403


class NotFound(DomainError):
    """There is no such thing for this person; says the same whether it is absent or hidden."""

    status = 404


class Conflict(DomainError):
    """Somebody, or the same person in another tab, changed it meanwhile."""

    status = 409
