"""The examples of README and docs run; every command has its place in the docs."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.cli import COMMANDS

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"```python\n(.*?)```", re.DOTALL)
BLOCKS = [
    (page, number, block)
    for page in PAGES
    for number, block in enumerate(BLOCK.findall(page.read_text(encoding="utf-8")))
]


@pytest.mark.parametrize(
    ("page", "number", "block"), BLOCKS, ids=[f"{page.name}-{number}" for page, number, _ in BLOCKS]
)
def test_python_example_runs(page, number, block, tmp_path):
    """Each block by itself, in an empty folder beside the examples."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    script = tmp_path / "example.py"
    script.write_text(block, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True, check=False, env=dict(os.environ)
    )
    assert done.returncode == 0, done.stderr


def test_examples_folder_scripts_run(tmp_path):
    """The short scripts of examples/."""
    scripts = sorted((ROOT / "examples").glob("*.py"))
    assert scripts
    for script in scripts:
        done = subprocess.run([sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_command_has_a_docs_section(command):
    """A command without one fails."""
    assert f"## {command}\n" in (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert f"sayso {command}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    """Every relative link of a page is a file that is there."""
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_docs_speak_of_the_project_alone():
    """No absolute paths of a machine, no figures left blank."""
    for page in PAGES:
        words = page.read_text(encoding="utf-8")
        assert not re.search(r"(?<![\w.])/(?:home|root|tmp|Users)/", words)
        assert "FIGURES" not in words
        assert "TODO" not in words


def test_page_of_the_command_line_is_up_to_date():
    """It is written from the commands' own help."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "write_cli_docs.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
