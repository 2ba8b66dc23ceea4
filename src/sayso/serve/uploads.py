"""Reports that are added from the page: files and pasted text go through the pipeline in the background, one job after the other."""

from __future__ import annotations

import atexit
import re
import secrets
import shutil
import tempfile
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Literal

from sayso import __version__
from sayso.across import update_comparisons
from sayso.errors import ReportError, SaysoError
from sayso.ingest import iter_inputs, make_report, read_date
from sayso.ledger import Ledger
from sayso.pipeline import read_reports
from sayso.read import DEFAULT_WEIGHTS, load_weights
from sayso.records import Failure, Report
from sayso.serve.problems import PageError

if TYPE_CHECKING:
    from starlette.datastructures import UploadFile

State = Literal["waiting", "reading", "comparing", "done", "failed"]
_KEPT_JOBS = 40
_WAIT = 30.0
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")


@dataclass(slots=True)
class Job:
    """One lot of reports on its way into the ledger. Changed by the worker only; pages read it."""

    id: str
    names: tuple[str, ...]
    folder: Path | None = None
    pasted: Report | None = None
    defaults: dict[str, str] = field(default_factory=dict)
    state: State = "waiting"
    error: str | None = None
    now: str | None = None
    done: int = 0
    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("added", "new_version", "already", "not_english", "failed", "claims"), 0)
    )
    reports: list[tuple[str, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ("done", "failed")

    def as_json(self) -> dict[str, Any]:
        """What the API tells of it."""
        return {
            "id": self.id,
            "state": self.state,
            "error": self.error,
            "inputs": list(self.names),
            "done": self.done,
            "counts": dict(self.counts),
            "reports": [{"id": report, "title": title} for report, title in self.reports],
            "problems": list(self.problems),
        }


class Jobs:
    """The jobs of one server and the thread that does them. A lot that is stopped half-way keeps what was reported as added."""

    def __init__(self, ledger: Path, *, weights: Path | str | None = None) -> None:
        self.ledger = ledger
        self.weights = weights or DEFAULT_WEIGHTS
        self._jobs: dict[str, Job] = {}
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._worker: threading.Thread | None = None
        self._stopping = threading.Event()

    def find(self, identity: str) -> Job | None:
        """The job with this id; those of long ago are forgotten."""
        return self._jobs.get(identity)

    def under_way(self) -> list[Job]:
        """The jobs that are not over, the first first."""
        with self._lock:
            return [job for job in self._jobs.values() if not job.is_over]

    def start(self, job: Job) -> Job:
        """Puts a job at the end of the line."""
        with self._lock:
            for old in [one.id for one in self._jobs.values() if one.is_over][: max(0, len(self._jobs) - _KEPT_JOBS)]:
                del self._jobs[old]
            self._jobs[job.id] = job
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="sayso-adding", daemon=True)
                self._worker.start()
                # A thread that is within the network while Python ends brings the process down: it is told, and waited for.
                atexit.register(self.stop, timeout=60)
        self._queue.put(job)
        return job

    def stop(self, *, timeout: float = 5.0) -> None:
        """Ends after the report that is being read now."""
        self._stopping.set()
        self._queue.put(None)
        if self._worker is not None:
            self._worker.join(timeout)

    def _work(self) -> None:
        while (job := self._queue.get()) is not None and not self._stopping.is_set():
            try:
                self._add(job)
                job.state = "done"
            except SaysoError as error:
                job.error, job.state = str(error), "failed"
            except Exception as error:  # the thread must live on for the jobs that wait
                job.error, job.state = f"sayso made a mistake ({type(error).__name__}: {error})", "failed"
            finally:
                job.now = None
                if job.folder is not None:
                    shutil.rmtree(job.folder, ignore_errors=True)

    def _add(self, job: Job) -> None:
        job.state = "reading"
        weights = load_weights(self.weights)
        settings = {"window": weights.window, "overlap": weights.overlap, "threshold": weights.decoding.threshold}
        with Ledger(self.ledger, timeout=_WAIT) as ledger:
            run = None
            for result in read_reports(self._list_new(ledger, job), weights=self.weights):
                if run is None:
                    run = ledger.begin_run(version=__version__, weights_sha256=weights.sha256, settings=settings)
                if isinstance(result, Failure):
                    ledger.record_failure(result, run=run)
                    _count_failure(job, result)
                else:
                    added = ledger.add(result.report, result.claims, result.facts, run=run)
                    job.counts[added.status] += 1
                    job.counts["not_english"] += result.report.status == "not_english"
                    job.counts["claims"] += (
                        sum(claim.voice == "speaker" for claim in result.claims) if added.claims else 0
                    )
                    job.reports.append((added.report_id, result.report.title or "Untitled report"))
                job.done += 1
                if self._stopping.is_set():
                    job.error = "sayso serve was stopped; what is listed here is kept"
                    return
            if run is not None:
                job.state = "comparing"
                update_comparisons(ledger, progress=self._go_on)

    def _go_on(self, _what: str, _done: int, _of: int) -> None:
        """Ends comparing, which goes on where it was the next time, when the server is to stop."""
        if self._stopping.is_set():
            raise SaysoError("sayso serve was stopped; the rest is compared by the next sayso add or sayso compare")

    def _list_new(self, ledger: Ledger, job: Job) -> Iterator[Report | Failure]:
        """The inputs of a job that the ledger does not hold yet, under the names the user knows them by."""
        for item in _open_inputs(job):
            job.now = item.path
            if isinstance(item, Report) and ledger.has_report(item):
                job.counts["already"] += 1
                job.done += 1
            else:
                yield item


def _count_failure(job: Job, failure: Failure) -> None:
    job.counts["failed"] += 1
    where = failure.path or "the pasted text"
    job.problems.append(
        failure.status_why if failure.status_why.startswith(where) else f"{where}: {failure.status_why}"
    )


def _open_inputs(job: Job) -> Iterator[Report | Failure]:
    if job.pasted is not None:
        yield job.pasted
    if job.folder is None:
        return
    paths = sorted(job.folder.iterdir())
    names = dict(zip((str(path) for path in paths), job.names, strict=True))
    for item in iter_inputs(paths, defaults=job.defaults):
        name = names.get(str(item.path), item.path)
        if isinstance(item, Failure):
            why = item.status_why.replace(str(item.path), str(name))
            yield replace(item, path=name, status_why=why)
        else:
            yield replace(item, path=name)


# -------------------------------------------------------------------------------------------------------------------- taking in


def take_files(files: Iterable[UploadFile], *, outlet: str | None = None, published: str | None = None) -> Job:
    """
    A job of uploaded files, copied in blocks to a folder of its own. `outlet` and `published` are for reports that give none.

    A file is stored under a number, never under the name it came with. Raises `PageError` where there is no file or the date cannot be read.
    """
    defaults = {"published_why": "given on the page", "outlet": outlet, "published": _check_date(published)}
    chosen = [file for file in files if file.filename]
    if not chosen:
        raise PageError(422, "No file was chosen.", "Choose one or more files, or paste the text of a report.")
    folder = Path(tempfile.mkdtemp(prefix="sayso-added-"))
    names = []
    try:
        for number, file in enumerate(chosen):
            name = clean_name(file.filename or "")
            suffix = _SUFFIX.fullmatch(Path(name).suffix)
            with (folder / f"{number:06}{suffix.group().lower() if suffix else ''}").open("wb") as target:
                shutil.copyfileobj(file.file, target, 1_000_000)
            names.append(name)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Job(
        id=secrets.token_urlsafe(8),
        names=tuple(names),
        folder=folder,
        defaults={name: value for name, value in defaults.items() if value},
    )


def take_text(
    text: str,
    *,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    byline: str | None = None,
    published: str | None = None,
) -> Job:
    """A job of one pasted text. Raises `PageError` for what cannot be a report."""
    published = _check_date(published)
    if url and not url.startswith(("http://", "https://")):
        raise PageError(422, "The web address does not begin with http:// or https://.", "Mend it, or leave it out.")
    try:
        report = make_report(
            text,
            title=title,
            outlet=outlet,
            url=url,
            byline=byline,
            published=published,
            published_why="given on the page" if published else None,
        )
    except ReportError as error:
        raise PageError(422, f"The text cannot be taken: {error}.", "Paste the text of one report.") from error
    return Job(id=secrets.token_urlsafe(8), names=(report.title or "pasted text",), pasted=report)


def _check_date(published: str | None) -> str | None:
    if not published:
        return None
    found, remark = read_date(published)
    if found is None:
        raise PageError(422, f"The date {published!r} cannot be read: {remark}.", "Write it as in 2024-05-01.")
    return found


def clean_name(name: str) -> str:
    r"""
    The last part of a file's name, fit to be shown and kept.

    >>> clean_name("C:\\\\news\\\\..\\\\a.html")
    'a.html'
    """
    last = re.split(r"[\\/]", name)[-1]
    return "".join(letter for letter in last if letter.isprintable())[:120].strip() or "unnamed file"
