"""Holds every dependency against the licences we accept and the one registry we take crates from."""

import json
import re
import subprocess
import sys

# MPL-2.0 binds only the files of the crate itself, which we use unchanged.
ACCEPTED = {
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "OFL-1.1",
    "Ubuntu-font-1.0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "Zlib",
}

# Two versions of these in one program break it: a second comemo's cache is never evicted, a second egui's types
# do not fit.
SINGLE = {"comemo", "egui", "typst-library", "wgpu"}


def satisfied(expression):
    """Whether an SPDX expression can be met with accepted licences alone."""
    words = re.findall(r"\(|\)|[^\s()]+", expression.replace("/", " OR "))
    value, rest = any_of(words)
    return value and not rest


def any_of(words):
    value, words = all_of(words)
    while words[:1] == ["OR"]:
        other, words = all_of(words[1:])
        value = value or other
    return value, words


def all_of(words):
    value, words = licence(words)
    while words[:1] == ["AND"]:
        other, words = licence(words[1:])
        value = value and other
    return value, words


def licence(words):
    if not words:
        return False, words
    if words[0] == "(":
        value, words = any_of(words[1:])
        return value and words[:1] == [")"], words[1:]
    name, words = words[0], words[1:]
    if words[:1] == ["WITH"]:
        name, words = " ".join([name, *words[:2]]), words[2:]
    return name in ACCEPTED, words


def problems(packages):
    found = []
    versions = {}
    for package in packages:
        name = f"{package['name']} {package['version']}"
        versions.setdefault(package["name"], set()).add(package["version"])
        expression = package.get("license")
        if not expression or not satisfied(expression):
            found.append(f"{name}: licence {expression!r} is not accepted")
        source = package.get("source")
        if package["name"] != "clausewright" and not (source or "").startswith("registry+"):
            found.append(f"{name}: comes from {source!r}, not from the registry")
    for name in sorted(SINGLE & versions.keys()):
        if len(versions[name]) > 1:
            found.append(f"{name}: several versions in one program: {', '.join(sorted(versions[name]))}")
    return found


def self_test():
    """The check can fail."""
    assert satisfied("MIT OR Apache-2.0") and satisfied("MIT/GPL-3.0") and satisfied("(MIT OR GPL-3.0) AND ISC")
    assert satisfied("Apache-2.0 WITH LLVM-exception")
    for bad in ("GPL-3.0", "MIT AND GPL-3.0", "Apache-2.0 WITH Some-exception", "(MIT", "", "MIT ISC"):
        assert not satisfied(bad), bad
    registry = {"version": "1", "license": "MIT", "source": "registry+x"}
    good = {"name": "a", **registry}
    assert problems([good]) == []
    assert len(problems([{**good, "license": None}])) == 1
    assert len(problems([{**good, "source": "git+x"}])) == 1
    assert len(problems([{**registry, "name": "comemo"}, {**registry, "name": "comemo", "version": "2"}])) == 1


def main():
    self_test()
    command = ["cargo", "metadata", "--locked", "--format-version", "1"]
    packages = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["packages"]
    found = problems(packages)
    print("\n".join(found) or f"{len(packages)} packages, all with accepted licences, all from the registry")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
