"""Write requirements/<group>.txt from what is installed: each group's packages with all they need, pinned exactly."""

import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
TOOLS = {"pip", "setuptools", "wheel"}  # they come with the virtual environment


def closure(requirements: list[str]) -> dict[str, str]:
    """Return name -> version of everything that the requirements need on this platform."""
    found: dict[str, str] = {}
    todo = [Requirement(line) for line in requirements]
    while todo:
        wanted = todo.pop()
        if wanted.marker and not any(wanted.marker.evaluate({"extra": extra}) for extra in (*wanted.extras, "")):
            continue
        name = canonicalize_name(wanted.name)
        try:
            installed = distribution(wanted.name)
        except PackageNotFoundError:
            continue
        new = name not in found
        found[name] = installed.version
        for line in installed.requires or []:
            need = Requirement(line)
            extras = {"extra": extra} if (extra := _extra(need, wanted)) is not None else None
            applies = need.marker is None or (extras and need.marker.evaluate(extras))
            if applies and (new or (extras and extras["extra"])) and canonicalize_name(need.name) not in found:
                need.marker = None
                todo.append(need)
    return found


def _extra(need: Requirement, wanted: Requirement) -> str | None:
    """Return which of the wanted extras (or none of them) asks for this need."""
    for extra in ("", *wanted.extras):
        if need.marker is None or need.marker.evaluate({"extra": extra}):
            return extra
    return None


def main() -> None:
    """Write one file a group, each without what an earlier group holds."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    groups = {"base": project["dependencies"], **project["optional-dependencies"]}
    held: dict[str, str] = {}
    for group, requirements in groups.items():
        pins = closure(requirements)
        lines = [f"{name}=={version}" for name, version in sorted(pins.items()) if name not in {*held, *TOOLS}]
        (ROOT / "requirements" / f"{group}.txt").write_text(
            f"# Locked by `make lock` from pyproject.toml; {group}.\n" + "\n".join(lines) + "\n"
        )
        held |= pins


if __name__ == "__main__":
    main()
