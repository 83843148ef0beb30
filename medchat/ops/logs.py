"""Keep patient text out of logs."""

import logging


class Probes(logging.Filter):
    """Leave out "not ready yet" answers to health probes: they are asked for and expected."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        return not (request is not None and str(request.path).startswith("/health/"))


class Scrub(logging.Filter):
    """Replace the text of exceptions with their type: messages of libraries may quote what they were given."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[0] is not None:
            where = record.exc_info[2]
            while where is not None and where.tb_next is not None:
                where = where.tb_next
            place = "" if where is None else f" at {where.tb_frame.f_code.co_name}:{where.tb_lineno}"
            record.msg = f"{record.getMessage()} [{record.exc_info[0].__name__}{place}]"
            record.args = None
            record.exc_info = None
            record.exc_text = None
        return True
