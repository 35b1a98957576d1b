"""The pinned inputs: reading and writing sources.toml, and fetching what it names."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import tomllib

HERE = Path(__file__).resolve().parent.parent
MANIFEST = HERE / "sources.toml"
SUMMARY = HERE / "SOURCES.md"
SPLITS = ("train", "dev", "unseen")


@dataclass
class Package:
    name: str
    version: str = ""
    sha256: str = ""
    lang: str = ""
    licence: str = ""


@dataclass
class Source:
    """Packages of one kind, read in one way."""

    name: str
    registry: str
    split: str
    licence: str
    use: str
    kind: str = "text"
    reader: str = ""
    lang: str = ""
    files: list[str] = field(default_factory=list)
    packages: list[Package] = field(default_factory=list)


class SourceError(Exception):
    pass


def cache() -> Path:
    return Path(os.environ.get("MOJIFIX_CACHE") or "~/.cache/mojifix").expanduser()


def load(path: Path = MANIFEST) -> list[Source]:
    sources = []
    for table in tomllib.loads(path.read_text("utf-8"))["set"]:
        packages = [Package(name, **values) for name, values in table.pop("packages").items()]
        sources.append(Source(**{"licence": "", **table}, packages=packages))
    return sources


def _string(text: str) -> str:
    return f"'{text}'" if "\\" in text else '"' + text.replace('"', '\\"') + '"'


def dump(sources: list[Source]) -> str:
    """The manifest as text; `--pin` rewrites it, so its form is this function's."""
    out = [
        "# The inputs of tools/corpora, pinned. `python -m tools.corpora --pin` fills in versions and hashes.",
        "# Reserved for independent checks, so never to be an input: the Universal Declaration of Human Rights in any",
        "# packaging, and the GNOME user documentation.",
    ]
    for source in sources:
        out += ["", "[[set]]"]
        for key in ("name", "registry", "split", "licence", "use", "kind", "reader", "lang"):
            value = getattr(source, key)
            if value and not (key == "kind" and value == "text"):
                out.append(f"{key} = {_string(value)}")
        if source.files:
            out.append("files = [" + ", ".join(map(_string, source.files)) + "]")
        out.append("[set.packages]")
        for package in sorted(source.packages, key=lambda p: p.name):
            values = [
                f"{key} = {_string(value)}"
                for key in ("version", "sha256", "lang", "licence")
                if (value := getattr(package, key))
            ]
            out.append(f'"{package.name}" = {{ {", ".join(values)} }}' if values else f'"{package.name}" = {{}}')
    return "\n".join(out) + "\n"


def summary(sources: list[Source]) -> str:
    """SOURCES.md: what went into the corpora, under which licence."""
    out = [
        "# Sources",
        "",
        "Made by `python -m tools.corpora --summary` from `sources.toml`; a test holds the two together. The packages",
        "are fetched when the corpora are built; none of their text is in this repository.",
    ]
    for source in sources:
        split = "all splits, by a hash of the word" if source.split == "hash" else source.split
        out += ["", f"## {source.name}", "", f"{source.use} Split: {split}. Registry: {source.registry}."]
        out += ["", "| package | version | licence | sha256 |", "| --- | --- | --- | --- |"]
        out += [
            f"| {p.name} | {p.version} | {p.licence or source.licence} | `{p.sha256}` |"
            for p in sorted(source.packages, key=lambda p: p.name)
        ]
    return "\n".join(out) + "\n"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _stored(package: Package, registry: str) -> Path | None:
    """The downloaded file of the package, the pinned version's if there is a pin."""
    name, version = package.name, re.escape(package.version)
    if registry == "pypi":
        # Old sdists keep the project's own spelling of its name.
        pattern = re.sub(r"[-_.]+", "[-_.]", name) + f"-{version or '[^-]+'}(-.*\\.whl|\\.tar\\.gz|\\.zip)"
    else:
        pattern = re.escape(name) + f"_{version.replace(':', '%3a') or '[^_]+'}_[^_]+\\.deb"
    folder = cache() / "downloads"
    wanted = re.compile(pattern, re.I).fullmatch
    found = sorted(path for path in folder.iterdir() if wanted(path.name)) if folder.is_dir() else []
    return found[-1] if found else None


def _download(packages: list[Package], registry: str) -> None:
    """Into a temporary folder first, so that an interrupted download leaves no half file behind."""
    folder = cache() / "downloads"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        if registry == "debian":
            names = [f"{p.name}={p.version}" if p.version else p.name for p in packages]
            # The sandbox user of apt may not write into the user's cache.
            command = ["apt-get", "download", "-qq", "-o", "APT::Sandbox::User=root", *names]
        else:
            names = [f"{p.name}=={p.version}" if p.version else p.name for p in packages]
            command = [sys.executable, "-m", "pip", "download", "-qq", "--no-deps", "-d", temporary, *names]
        result = subprocess.run(command, cwd=temporary, capture_output=True, text=True, check=False)
        for path in Path(temporary).iterdir():
            path.rename(folder / path.name)
    if result.returncode:
        wanted = ", ".join(names)
        raise SourceError(f"cannot fetch {wanted}: if a pinned version is gone, pin anew with --pin")


def fetch(source: Source, *, pin: bool = False) -> dict[str, Path]:
    """The files of a source's packages, downloaded if need be and checked against their hashes."""
    if missing := [package for package in source.packages if _stored(package, source.registry) is None]:
        for package in missing if pin else ():
            package.version = ""  # what was pinned may be gone
        _download(missing, source.registry)
    paths = {}
    for package in source.packages:
        path = _stored(package, source.registry)
        if path is None:
            raise SourceError(f"{package.name} is not among the downloads")
        digest = _digest(path)
        if pin:
            package.version, package.sha256 = _version(path, package, source.registry), digest
            if not source.licence:
                package.licence = _licence(path) or package.licence  # else a person writes it
        elif digest != package.sha256:
            raise SourceError(f"{package.name}: sha256 is {digest}, pinned is {package.sha256 or 'nothing'}")
        paths[package.name] = path
    return paths


def _version(path: Path, package: Package, registry: str) -> str:
    if registry == "debian":
        return path.name.split("_")[1].replace("%3a", ":")
    return path.name.removesuffix(".tar.gz").removesuffix(".zip")[len(package.name) + 1 :].split("-")[0]


def _licence(path: Path) -> str:
    """What a Debian package's copyright file names; it speaks of the whole source package that the text is part of."""
    for _, data in list(members(path, r"usr/share/doc/[^/]+/copyright$")):
        text = data.decode("utf-8", "replace")
        found = re.findall(r"^License: *(\S[^\n]*)$", text, re.M)
        names = {re.sub(r"\s+", " ", item).rstrip(".,") for item in found}
        # Copyright files of the old kind, or prose after the colon: the licences that they refer to.
        names = {name for name in names if len(name) <= 40 and not re.search(r"[()]|\b(is|the|some)\b", name)}
        names = names or set(re.findall(r"/usr/share/common-licenses/([\w-]+(?:\.\d+)?)", text))
        if names:
            listed = [f"({name})" if " or " in name.lower() else name for name in sorted(names)]
            return " AND ".join(listed[:6]) + (" AND others" if len(listed) > 6 else "")
    return ""


def members(path: Path, pattern: str) -> Iterator[tuple[str, bytes]]:
    """The regular files of a .deb, wheel or sdist whose path matches, in the archive's order."""
    match = re.compile(pattern).search
    if path.suffix in (".whl", ".zip"):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if match("/" + name):
                    yield "/" + name, archive.read(name)
    elif path.suffix == ".deb":
        # Streamed, never unpacked to disk: nothing of a package is run or left behind.
        with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", path], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            with tarfile.open(fileobj=process.stdout, mode="r|") as tar:
                yield from _tar_members(tar, match)
            process.stdout.read()  # the padding after the archive's end: unread, it would be a broken pipe
    else:
        with tarfile.open(path) as tar:
            yield from _tar_members(tar, match)


def _tar_members(tar: tarfile.TarFile, match: Callable[[str], re.Match[str] | None]) -> Iterator[tuple[str, bytes]]:
    for member in tar:
        name = "/" + member.name.removeprefix("./")
        if member.isreg() and match(name) and (file := tar.extractfile(member)):
            yield name, file.read()
