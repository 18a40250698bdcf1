"""What independent readers say about an exported Word file: Microsoft's schema validator, two more validators, python-docx,
LibreOffice, and checks of our own for what validators let pass."""

import json
import os
import re
import shutil
import zipfile
from pathlib import Path

import docx
from docx.oxml.ns import qn
from ooxml_integrity import check
from openxml_audit import OpenXmlValidator

from tally import run, said

NODE = Path(os.environ["CI_TOOLS"], "node", "node_modules")

# The only message of openxml-audit that says nothing about the file: a theme is optional (ISO/IEC 29500-1, 15.2.16), and a
# document whose styles name their fonts and colours has no use for one.
NOT_WANTED = re.compile(r"A required relationship type '\S*/relationships/theme' is\s+missing")


def schema_errors(paths):
    """What Microsoft's validator finds in each file; asked once for all of them."""
    script = Path(__file__).with_name("word.mjs")
    result = run("node", script, *paths, env={**os.environ, "OOXML_VALIDATOR": str(NODE / "@xarsh" / "ooxml-validator")}, seconds=300)
    if result.returncode != 0:
        raise RuntimeError(f"the schema validator could not examine the files: {said(result)}")
    found = json.loads(result.stdout)
    return {path: found[str(path)] for path in paths}


def audit_errors(path):
    """What openxml-audit finds, but for the one message that is forgiven."""
    result = OpenXmlValidator().validate(path)
    found = [f"{error.part_uri} {error.path}: {error.description}" for error in result.errors]
    return [one for one in found if not NOT_WANTED.search(one)]


def integrity_findings(path):
    return [str(finding) for finding in check(str(path))]


def parts(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def draft_in(path):
    """The draft in the custom XML part, read without our own program."""
    for name, content in parts(path).items():
        if re.fullmatch(r"customXml/item\d+\.xml", name):
            root = docx.oxml.parse_xml(content)
            if root.tag == "{urn:clausewright:draft}draft" and root.get("encoding") == "text":
                return (root.text or "").encode("utf-8")
    return None


def loose_ends(path):
    """Empty cells, and styles, lists, bookmarks and parts that are named but not there: no validator looks for these."""
    held = {name: docx.oxml.parse_xml(content) for name, content in parts(path).items() if name.endswith(".xml")}
    body, styles, numbering = (held[f"word/{name}.xml"] for name in ("document", "styles", "numbering"))
    found = []

    def values(root, tag, attribute="val"):
        return [one.get(qn(f"w:{attribute}")) for one in root.iter(qn(f"w:{tag}"))]

    known = set(values(styles, "style", "styleId"))
    for tag in ("pStyle", "rStyle", "tblStyle"):
        found += [f"no style {one}" for name in held if name.startswith("word/") for one in values(held[name], tag) if one not in known]
    lists = set(values(numbering, "num", "numId")) | {"0"}
    found += [f"no list {one}" for one in values(body, "numId") if one not in lists]
    marks = values(body, "bookmarkStart", "name")
    found += [f"bookmark {one} stands twice" for one in set(marks) if marks.count(one) > 1]
    fields = [words for code in body.iter(qn("w:instrText")) for words in [(code.text or "").split()]]
    targets = values(body, "hyperlink", "anchor") + [words[1] for words in fields if words[:1] in (["REF"], ["PAGEREF"])]
    found += [f"{one} leads nowhere" for one in targets if one not in marks]
    for cell in body.iter(qn("w:tc")):
        if cell[-1].tag != qn("w:p"):
            found.append("a cell that does not end with a paragraph")
    ids = [one.get(qn("w:val")) for control in body.iter(qn("w:sdtPr")) for one in control.iter(qn("w:id"))]
    found += [f"id {one} stands twice" for one in set(ids) if ids.count(one) > 1]
    related = {one.get("Id"): one.get("Target") for one in docx.oxml.parse_xml(parts(path)["word/_rels/document.xml.rels"])}
    named = [one.get(qn("r:id")) for tag in ("headerReference", "footerReference") for one in body.iter(qn(f"w:{tag}"))]
    found += [f"no part {one}" for one in named if f"word/{related.get(one)}" not in held]
    return found


class Numbers:
    """The numbers of paragraphs, counted as the file defines them."""

    def __init__(self, document):
        root = document.part.numbering_part.element
        value = lambda node, tag: node.find(qn(f"w:{tag}")).get(qn("w:val"))
        self.levels, self.linked, self.lists, self.counts = {}, {}, {}, {}
        for definition in root.iter(qn("w:abstractNum")):
            name = definition.get(qn("w:abstractNumId"))
            self.levels[name] = [(value(one, "numFmt"), value(one, "lvlText")) for one in definition.iter(qn("w:lvl"))]
            for at, one in enumerate(definition.iter(qn("w:lvl"))):
                style = one.find(qn("w:pStyle"))
                if style is not None:
                    self.linked[style.get(qn("w:val"))] = at
        for one in root.iter(qn("w:num")):
            self.lists[one.get(qn("w:numId"))] = value(one, "abstractNumId")
        self.styles = {}
        for style in document.styles.element.iter(qn("w:style")):
            number = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
            if number is not None and style.get(qn("w:styleId")) in self.linked:
                name = style.get(qn("w:styleId"))
                self.styles[name] = (number.get(qn("w:val")), self.linked[name])

    def of(self, paragraph):
        properties = paragraph.find(qn("w:pPr"))
        direct = None if properties is None else properties.find(qn("w:numPr"))
        style = None if properties is None else properties.find(qn("w:pStyle"))
        if direct is not None:
            held = direct.find(qn("w:numId")).get(qn("w:val")), int(direct.find(qn("w:ilvl")).get(qn("w:val")))
        else:
            held = self.styles.get(style.get(qn("w:val")) if style is not None else "", ("0", 0))
        name, level = held
        if name == "0":
            return ""
        definition = self.lists[name]
        counts = self.counts.setdefault(definition, {})
        counts[level] = counts.get(level, 0) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        levels = self.levels[definition]
        if levels[level][0] == "bullet":
            return ""
        shown = levels[level][1]
        for at in range(level + 1):
            shown = shown.replace(f"%{at + 1}", self.counted(counts.get(at, 1), levels[at][0]))
        return shown

    @staticmethod
    def counted(n, form):
        if form == "decimal":
            return str(n)
        if form == "lowerRoman":
            signs = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
            out = ""
            for value, sign in signs:
                out += sign * (n // value)
                n %= value
            return out
        letter = chr(ord("a") + (n - 1) % 26) * (1 + (n - 1) // 26)
        return letter.upper() if form == "upperLetter" else letter


CONTENTS = ("ContentsHeading", "TOC1", "AnnexContents")


def strings(path):
    """The words of a file with their numbers, paragraph by paragraph, without the contents and their heading."""
    document = docx.Document(str(path))
    numbers = Numbers(document)
    found = []
    for paragraph in document.element.body.iter(qn("w:p")):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if style is not None and style.get(qn("w:val")) in CONTENTS:
            continue
        found.append(numbers.of(paragraph))
        for piece in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br")):
            found.append(piece.text or "" if piece.tag == qn("w:t") else " ")
        found.append("\n")
    return found


def rendered(paths, folder):
    """What LibreOffice shows of each file: the words with the numbers it counted itself, and its pages as a PDF."""
    folder.mkdir(exist_ok=True)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    copies = {path: folder / f"{path.parent.name}-{path.name}" for path in paths}
    for path, copy in copies.items():
        shutil.copy(path, copy)
    for kind in ("txt:Text (encoded):UTF8", "pdf"):
        command = ("soffice", profile, "--headless", "--convert-to", kind, "--outdir", folder)
        result = run(*command, *copies.values(), seconds=300)
        if result.returncode != 0:
            raise RuntimeError(f"LibreOffice could not open the files: {said(result)}")
    made = {path: (copy.with_suffix(".txt"), copy.with_suffix(".pdf")) for path, copy in copies.items()}
    return {path: (without_contents(path, words), pages) for path, (words, pages) in made.items()}


def saved_again(paths, folder):
    """Each file as LibreOffice saves it when it is opened and saved as a Word file."""
    folder.mkdir(exist_ok=True)
    copies = {path: folder / f"{path.parent.name}-{path.name}" for path in paths}
    for path, copy in copies.items():
        shutil.copy(path, copy)
    out = folder / "saved"
    command = ("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "docx:MS Word 2007 XML")
    result = run(*command, "--outdir", out, *copies.values(), seconds=300)
    if result.returncode != 0:
        raise RuntimeError(f"LibreOffice could not save the files: {said(result)}")
    return {path: out / copy.name for path, copy in copies.items()}


def reworded(path, before, after, out):
    """A copy of a file with other words in one place."""
    with zipfile.ZipFile(path) as good, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in good.namelist():
            content = good.read(name)
            if name == "word/document.xml":
                words = content.decode("utf-8")
                if words.count(before) != 1:
                    raise RuntimeError(f"{before!r} stands {words.count(before)} times in {path}")
                content = words.replace(before, after).encode("utf-8")
            made.writestr(name, content)
    return out


def without_contents(path, rendered):
    """The lines of a rendered text without the contents and without bullets."""
    body = docx.Document(str(path)).element.body
    styles = [one.get(qn("w:val")) for one in body.iter(qn("w:pStyle"))]
    entries = sum(style in CONTENTS for style in styles)
    lines = rendered.read_text("utf-8-sig").splitlines(keepends=True)
    if entries:
        heading = next(at for at, line in enumerate(lines) if line.strip() == "Contents")
        del lines[heading : heading + entries]
    return [re.sub(r"^\s*[•–·]\s", "", line) for line in lines]
