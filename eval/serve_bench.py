"""
How fast the page answers, on a ledger of 20,000 invented reports with 100,000 claims (see serve_ledger.py), through the real server.

    python eval/serve_bench.py                         # makes build/serve.db the first time, about two minutes
    python eval/serve_bench.py --ledger other.db --requests 50

Each page is asked for one request after the other, each time for another report, claim, speaker or query: words, names and keys are drawn from the
ledger as they come in it, so that what is common is asked for often. A first round of five is not counted. The bar: every page under 150 ms at the
median and under 400 ms at the 95th percentile.
"""

from __future__ import annotations

import argparse
import http.client
import math
import random
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlencode

from sayso.ledger import Ledger, LedgerView
from serve_ledger import make_ledger

MEDIAN, HIGH = 150, 400
WARM = 5


class Draw:
    """Addresses, drawn from what a ledger holds. The same seed gives the same."""

    def __init__(self, path: Path, *, seed: int = 4) -> None:
        self.chance = random.Random(seed)
        with LedgerView(path) as view:
            connection = view._connection
            numbers = connection.execute("SELECT max(id) FROM claims").fetchone()[0]
            chosen = sorted(self.chance.sample(range(1, numbers + 1), min(3_000, numbers)))
            rows = connection.execute(
                "SELECT claim_id, report_id, key_now, name, content, outlet, act FROM claims JOIN reports ON reports.id = claims.report"
                " JOIN speakers ON speakers.claim = claims.id JOIN entities ON entities.id = entity JOIN claim_words ON claim_words.claim = claims.id"
                f" WHERE claims.id IN ({','.join(map(str, chosen))}) ORDER BY claims.id"
            ).fetchall()
        self.rows = rows
        self.stories = self._save_stories(path)

    def _save_stories(self, path: Path) -> list[str]:
        """Stories of one word each, from rare to common."""
        counts = Counter(word for row in self.rows for word in set(row[4].split()) if word.isalpha())
        ranked = [word for word, _ in counts.most_common()]
        names = [ranked[min(place, len(ranked) - 1)] for place in (30, 100, 300, 1_000)]
        with Ledger(path) as ledger:
            for name in names:
                ledger.save_story(name, name, who="bench")
        return names

    def _one(self) -> tuple[str, ...]:
        return self.chance.choice(self.rows)

    def _word(self) -> str:
        return self.chance.choice([word for word in self._one()[4].split() if len(word) > 3 and word.isalpha()])

    def pages(self) -> dict[str, Callable[[], str]]:
        """What is asked for, by name."""
        return {
            "desk": lambda: "/",
            "reader": lambda: f"/r/{self._one()[1]}",
            "claim": lambda: f"/c/{self._one()[0]}",
            "speaker": lambda: f"/s/{quote(self._one()[2])}",
            "search: one word": lambda: self._search(self._word()),
            "search: two words": lambda: self._search(f"{self._word()} {self._word()}"),
            "search: a name": lambda: self._search(self._one()[3]),
            "search: by key": lambda: self._search(f"by:{self._one()[2]}"),
            "search: an act": lambda: self._search(f"act:{self._one()[6]}"),
            "search: word, act, year": lambda: self._search(self._word(), act=self._one()[6], year="2021"),
            "search: everything": lambda: self._search(""),
            "search: reports": lambda: self._search(self._word(), show="reports"),
            "search: speakers": lambda: self._search(self._one()[3].split()[1], show="speakers"),
            "search as JSON": lambda: f"/api/v1/search?{urlencode({'q': self._word()})}",
            "mend": lambda: "/mend",
            "review": lambda: "/review",
            "review: at random": lambda: "/review?order=random",
            "about": lambda: "/about",
            "stories": lambda: "/stories",
            "story": lambda: f"/story/{self.chance.choice(self.stories)}",
            "compare": lambda: f"/compare?r={self._one()[1]}&r={self._one()[1]}",
        }

    @staticmethod
    def _search(query: str, **more: str) -> str:
        return f"/search?{urlencode({'q': query} | more)}"


def start_server(path: Path) -> tuple[subprocess.Popen[str], int]:
    """`sayso serve` on a ledger, and its port."""
    command = [sys.executable, "-m", "sayso", "serve", "--ledger", str(path), "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert server.stdout is not None
    address = server.stdout.readline().strip()
    return server, int(address.rstrip("/").rpartition(":")[2])


def time_requests(port: int, ask: Callable[[], str], requests: int) -> tuple[list[float], int]:
    """Milliseconds from sending to the last byte, of each request, and the size of the last answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    times, size = [], 0
    for number in range(requests + WARM):
        address = ask()
        started = time.perf_counter()
        connection.request("GET", address)
        answer = connection.getresponse()
        size = len(answer.read())
        took = (time.perf_counter() - started) * 1000
        if answer.status not in (200, 403):
            raise SystemExit(f"{address} answered {answer.status}")
        if number >= WARM:
            times.append(took)
    connection.close()
    return times, size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ledger", type=Path, default=Path("build/serve.db"))
    parser.add_argument("--requests", type=int, default=100, help="requests for each page")
    parser.add_argument("--only", help="only pages whose name holds this")
    options = parser.parse_args()
    if not options.ledger.exists():
        make_ledger(options.ledger)
    draw = Draw(options.ledger)
    server, port = start_server(options.ledger)
    missed = []
    try:
        print(f"{'page':26}{'median':>9}{'95th':>9}{'most':>9}   KB")
        for name, ask in draw.pages().items():
            if options.only and options.only not in name:
                continue
            times, size = time_requests(port, ask, options.requests)
            times.sort()
            high = times[min(len(times) - 1, math.ceil(0.95 * len(times)) - 1)]
            median = statistics.median(times)
            slow = median > MEDIAN or high > HIGH
            missed += [name] * slow
            print(
                f"{name:26}{median:9.0f}{high:9.0f}{times[-1]:9.0f}{size / 1000:5.0f}{'   over the bar' if slow else ''}",
                flush=True,
            )
    finally:
        server.terminate()
        server.wait()
    print(
        f"milliseconds, {options.requests} requests each; bar {MEDIAN} and {HIGH}: "
        + (f"missed by {', '.join(missed)}" if missed else "held")
    )


if __name__ == "__main__":
    main()
