"""
ingest: bytes → Reports. The only room that knows of files, encodings and HTML tags; from here on a text never changes.

    load_report   one .txt or .html file → Report
    iter_inputs   files, folders, tables of articles, standard input → Reports, and a Failure for each that cannot be read
    make_report   words already in hand → Report
    find_credits  the agencies that a text credits as a whole
    read_date     the words of a date → ISO 8601
"""

from sayso.ingest.credits import find_credits
from sayso.ingest.files import load_report
from sayso.ingest.inputs import count_inputs, iter_inputs
from sayso.ingest.make import make_report
from sayso.ingest.metadata import normalize_url, read_date

__all__ = ["count_inputs", "find_credits", "iter_inputs", "load_report", "make_report", "normalize_url", "read_date"]
