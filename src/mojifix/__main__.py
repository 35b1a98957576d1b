"""`python -m mojifix`."""

from mojifix.cli import run

run()
