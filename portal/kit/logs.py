"""What a log line may carry: the request's id and codes; addresses are cut and exception texts dropped."""

import logging
import re
from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="-")

_EMAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+")
_QUERY = re.compile(r"\?\S+")


class SafeFilter(logging.Filter):
    """Adds the request id; removes e-mail addresses, query strings and exception messages."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Make the record safe and let it through."""
        record.request_id = request_id.get()
        message = record.getMessage()
        record.msg, record.args = _QUERY.sub("?…", _EMAIL.sub("(address)", message)), None
        if record.exc_info and record.exc_info[0] is not None:
            # The text of an exception can hold a case or a name; its type and place are enough to mend it.
            record.exc_text = _place(record.exc_info)
            record.exc_info = None
        return True


def _place(exc_info: tuple) -> str:
    import traceback

    frames = traceback.extract_tb(exc_info[2])[-12:]
    lines = [f"  {frame.filename.rsplit('/site-packages/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in frames]
    return "\n".join([exc_info[0].__name__, *lines])
