"""What is left of a Word file once its tracked changes are accepted or rejected, by three that know nothing of each other:
LibreOffice, pandoc, and the rules of the standard, carried out here."""

import json
import os
import re
import zipfile
from pathlib import Path

from lxml import etree

import text_checks as text
from tally import run, said

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

# "clause 7.2": the number is a live reference, which pandoc and the file show as it was when the new text was written.
REFERENCE = re.compile(r"(clause|section|Annex)\s[A-Z0-9]+(\.[0-9]+)?")


def lines(paragraphs):
    """Paragraphs with single spaces and without the numbers of references; those without words are left out."""
    found = (" ".join(REFERENCE.sub(r"\1", words).split()) for words in paragraphs)
    return [words for words in found if words]


def by_rules(path, accept):
    """The paragraphs of a Word file once its changes are settled, by ISO/IEC 29500-1, 17.13.5."""
    return lines(_paragraphs(path, ("del", "moveFrom") if accept else ("ins", "moveTo")))


def unsettled(path):
    """The paragraphs of a Word file with all that was inserted and all that was deleted."""
    return lines(_paragraphs(path, ()))


def _paragraphs(path, gone):
    with zipfile.ZipFile(path) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    for row in list(body.iter(f"{W}tr")):
        if any(row.find(f"{W}trPr/{W}{name}") is not None for name in gone):
            row.getparent().remove(row)
    for name in gone:
        for change in list(body.iter(f"{W}{name}")):
            if change.getparent().tag not in (f"{W}rPr", f"{W}trPr"):
                change.getparent().remove(change)
    open_text = ""
    for paragraph in body.iter(f"{W}p"):
        pieces = paragraph.iter(f"{W}t", f"{W}delText", f"{W}tab", f"{W}br")
        open_text += "".join(piece.text or "" if piece.tag in (f"{W}t", f"{W}delText") else " " for piece in pieces)
        # A paragraph without an end goes on in the next one.
        if all(paragraph.find(f"{W}pPr/{W}rPr/{W}{name}") is None for name in gone):
            yield open_text
            open_text = ""


def by_pandoc(path, accept):
    """The same as pandoc understands it. It takes no row of a table away, only the words in its cells: rows without words
    are no lines here."""
    result = run("pandoc", f"--track-changes={'accept' if accept else 'reject'}", "--from=docx", "--to=json", path)
    if result.returncode != 0:
        raise RuntimeError(f"pandoc could not read {path}: {said(result)}")
    return lines(_blocks(json.loads(result.stdout)["blocks"]))


def _blocks(node):
    """The texts of all paragraphs and headings in a tree of pandoc's."""
    if isinstance(node, list):
        for one in node:
            yield from _blocks(one)
    elif isinstance(node, dict):
        match node["t"] if "t" in node else None:
            case "Para" | "Plain":
                yield "".join(_inlines(node["c"]))
            case "Header":
                yield "".join(_inlines(node["c"][2]))
            case _:
                yield from _blocks(node.get("c", []))


def _inlines(node):
    if isinstance(node, list):
        for one in node:
            yield from _inlines(one)
    elif isinstance(node, dict):
        match node["t"]:
            case "Str":
                yield node["c"]
            case "Space" | "SoftBreak" | "LineBreak":
                yield " "
            # Attributes stand before the words, and the target of a link behind them.
            case "Span" | "Link" | "Quoted":
                yield from _inlines(node["c"][1])
            case _:
                yield from _inlines(node.get("c", []))


def by_office(files, folder):
    """The texts of files as LibreOffice shows them: for each pair of a path and "accepted" or "rejected"."""
    profile = folder / "office"
    profile.mkdir(parents=True, exist_ok=True)
    script = Path(__file__).with_name("tracked.py")
    jobs = [f"{kind}:{path}" for path, kind in files]
    result = run("/usr/bin/python3", script, profile, *jobs, env=dict(os.environ), seconds=400)
    if result.returncode != 0:
        raise RuntimeError(f"LibreOffice could not settle the tracked changes: {said(result)}")
    return {(path, kind): Shown(Path(f"{path}.{kind}.txt")) for path, kind in files}


class Shown:
    """What LibreOffice shows of a file."""

    # The number of a clause or an item, or a bullet.
    NUMBER = re.compile(r"^\s*(\d+(\.\d+)*|[A-Z]\.\d+|Annex [A-Z]|\([a-z0-9]+\)|[•–·])(\s|$)", re.M)

    def __init__(self, path):
        words = REFERENCE.sub(r"\1", path.read_text("utf-8-sig"))
        # Without white space and without the numbers of references.
        self.text = text.squeezed(words)
        # Since version 7.3 LibreOffice looks for words that were deleted in one place and inserted in another one near by,
        # and settles such a pair as a move, apart from what surrounds it: a paragraph can then be left over, or its end can
        # take the style of the next one, so that a number more or less is counted. All words are still held.
        self.words = text.squeezed(self.NUMBER.sub("", words))
