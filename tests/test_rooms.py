"""Data flows one way: a room imports the records, the text helpers, the errors and its own folder."""

import ast
from pathlib import Path

import pytest

import sayso

SOURCE = Path(sayso.__file__).parent
SHARED = {"records", "text", "errors"}
OPEN_TO_ALL = {"pipeline", "across", "serve", "cli", "__init__", "__main__"}


def find_imports(path: Path) -> set[str]:
    """The rooms of sayso that a file imports, at any depth of the file."""
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names = [f"{node.module}.{alias.name}" if node.module == "sayso" else node.module for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        rooms |= {name.split(".")[1] for name in names if name.startswith("sayso.")}
    return rooms


FILES = sorted(
    path for path in SOURCE.rglob("*.py") if path.relative_to(SOURCE).parts[0].removesuffix(".py") not in OPEN_TO_ALL
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_room_imports_only_what_it_may(path):
    """Only pipeline, serve, cli and the package front open every room."""
    own = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    allowed = {"records": set(), "errors": set(), "text": {"records"}}.get(own, SHARED | {own})
    assert find_imports(path) <= allowed


def test_no_module_takes_a_standard_name():
    """A file named types.py or time.py would hide the standard module from scripts run beside it."""
    import sys

    names = {path.stem for path in SOURCE.rglob("*.py")} - {"__init__", "__main__"}
    assert not names & set(sys.stdlib_module_names)
