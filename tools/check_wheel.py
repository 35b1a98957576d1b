"""Fails where a built wheel is not what it should be: pure Python, typed, with its data and not too big."""

from __future__ import annotations

import sys
import zipfile

MOST_DATA = 1_000_000  # bytes


def problems(path: str) -> list[str]:
    """What is wrong with the wheel at `path`."""
    found = []
    if not path.endswith("-py3-none-any.whl"):
        found.append("it is not a pure Python wheel")
    with zipfile.ZipFile(path) as wheel:
        sizes = {info.filename: info.file_size for info in wheel.infolist()}
    for wanted in ("mojifix/py.typed", "mojifix/data/model.bin", "mojifix/cli.py"):
        if wanted not in sizes:
            found.append(f"{wanted} is missing")
    data = sum(size for name, size in sizes.items() if name.startswith("mojifix/data/"))
    if data > MOST_DATA:
        found.append(f"its data are {data:,} bytes, more than {MOST_DATA:,}")
    found += [f"{name} doesn't belong there" for name in sizes if not name.startswith(("mojifix/", "mojifix-"))]
    return found


if __name__ == "__main__":
    wrong = problems(sys.argv[1])
    for line in wrong:
        print(f"{sys.argv[1]}: {line}", file=sys.stderr)
    sys.exit(bool(wrong))
