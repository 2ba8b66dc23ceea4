"""The order of the rooms, written once: input → Report → Reading → Facts → Claims, for one report or for a stream of them."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

from sayso.claims import find_loaded_words, find_replies, make_claims, nest_reading
from sayso.errors import SaysoError
from sayso.read import DEFAULT_WEIGHTS, Reader, load_weights
from sayso.records import Claim, Facts, Failure, LoadedWord, Reading, Reply, Report
from sayso.resolve import resolve_reading

__all__ = ["Result", "count_cores", "extract_claims", "read_report", "read_reports"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """All that sayso made of one report. `reading` is what the network said; `facts` and `claims` also hold the layers that rules found in it. `loaded` is None unless looked for."""

    report: Report
    reading: Reading
    facts: Facts
    claims: tuple[Claim, ...]
    replies: tuple[Reply, ...] = ()
    loaded: tuple[LoadedWord, ...] | None = None


def read_report(report: Report, *, reader: Reader) -> Result:
    """One report through all rooms. A report that is not English is not read: it has no claims, and its status says why."""
    if report.status != "read":
        return Result(report=report, reading=Reading(), facts=Facts(), claims=())
    reading = reader.read(report)
    layers = nest_reading(report.text, reading)
    facts = resolve_reading(report, layers)
    claims = make_claims(report, layers, facts)
    replies = find_replies(report.text, claims, facts.entities)
    return Result(report=report, reading=reading, facts=facts, claims=claims, replies=replies)


def mark_loaded_words(result: Result, words: Mapping[str, str]) -> Result:
    """The result with the places where its report uses words of a list (`sayso.claims.load_words`), and whose they are."""
    return replace(result, loaded=find_loaded_words(result.report.text, result.claims, words))


def extract_claims(report: Report, *, reader: Reader | None = None) -> tuple[Claim, ...]:
    """The claims of one report. Give a `reader` when there are several: opening the weights takes longer than reading one."""
    return read_report(report, reader=reader or Reader()).claims


def read_reports(
    items: Iterable[Report | Failure], *, weights: Path | str = DEFAULT_WEIGHTS, workers: int = 1
) -> Iterator[Result | Failure]:
    """
    Many reports through all rooms, in input order, a few ahead of the one that is yielded, so that memory stays flat.

    With several `workers` as many processes share the work (a script must then start from `if __name__ == "__main__":`); with 1, or
    for few reports, all is done in this process. A report that makes sayso stumble becomes a `Failure` and the rest go on.
    """
    if workers < 1:
        raise ValueError(f"workers must be at least 1, not {workers}")
    stream = iter(items)
    # Starting processes costs about as much as reading a dozen reports.
    ahead = list(islice(stream, 12))
    if workers == 1 or len(ahead) < 12:
        reader: Reader | None = None
        for item in chain(ahead, stream):
            if isinstance(item, Report) and item.status == "read" and reader is None:
                reader = Reader(weights, threads=min(workers, 4))
            yield _read_item(item, reader)
        return
    yield from _read_in_processes(chain(ahead, stream), weights, workers)


def count_cores() -> int:
    """The cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _read_item(item: Report | Failure, reader: Reader | None) -> Result | Failure:
    if isinstance(item, Failure):
        return item
    if reader is None:
        return Result(report=item, reading=Reading(), facts=Facts(), claims=())
    try:
        return read_report(item, reader=reader)
    except SaysoError:
        raise
    except Exception as error:  # one report must not end a batch of thousands; what went wrong is recorded with its row
        why = f"sayso could not read this report ({type(error).__name__}: {error}); the text may help us mend it"
        return Failure(path=item.path, record=item.record, status_why=why)


# ------------------------------------------------------------------------------------------------------------------ processes

_worker_reader: Reader | None = None


def _start_worker(weights: Path | str) -> None:
    global _worker_reader  # each worker process opens the weights once
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told and ends the workers
    _worker_reader = Reader(weights, threads=1)


def _work(item: Report | Failure) -> Result | Failure:
    return _read_item(item, _worker_reader)


def _read_in_processes(
    items: Iterator[Report | Failure], weights: Path | str, workers: int
) -> Iterator[Result | Failure]:
    import multiprocessing

    load_weights(weights)  # an altered weights folder is told here, in one line, and not by a dying process
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_start_worker, initargs=(weights,))
    waiting: deque[tuple[Report | Failure, Future[Result | Failure]]] = deque()
    try:
        for item in items:
            waiting.append((item, pool.submit(_work, item)))
            if len(waiting) >= 4 * workers:
                yield _collect(*waiting.popleft())
        while waiting:
            yield _collect(*waiting.popleft())
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _collect(item: Report | Failure, future: Future[Result | Failure]) -> Result | Failure:
    try:
        return future.result()
    except BrokenProcessPool:
        raise SaysoError(
            f"a reading process died near {item.path or 'an input'}; try fewer --workers (each takes about 250 MB)"
        ) from None
