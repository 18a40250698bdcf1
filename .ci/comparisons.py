"""Comparisons of two drafts, made with the real program, in the hands of readers that are not ours."""

import json
import os
import re
import zipfile
from pathlib import Path

from lxml import etree

import pdf_checks as pdf
import tagged_text
import text_checks as text
import web_checks as web
import word_checks as word
from tally import run

MARKS = ("<ins>", "</ins>", "<del>", "</del>")


def made(tally, program, label, old, new, folder, printable=True, settles=True):
    """Compares two files in every format, and holds the results against each other. The web page, for more readers."""
    paths = {ending: folder / f"comparison.{ending}" for ending in ("txt", "json", "md", "html", "docx", "pdf")}
    if not printable:
        refused = run(program, "compare", old, new, "-o", paths.pop("pdf"))
        tally.equal(refused.returncode, 2, f"{label}: a PDF names what it cannot print")
    for path in paths.values():
        once = differs(tally, program, label, old, new, path)
        again = differs(tally, program, label, old, new, path)
        tally.check(once == again, f"{label}: {path.name} twice gives the same bytes")
    same = run(program, "compare", old, old)
    tally.equal((same.returncode, same.stderr), (0, b""), f"{label}: a draft is the same as itself")
    tree(tally, label, paths["json"])
    sound(tally, label, paths["docx"])
    if settles:
        tracked(tally, program, label, old, new, paths["docx"])
    trees = {reader: text.markdown_tree(paths["md"], reader) for reader in ("cmark", "commonmark", "cmark-gfm")}
    alike = text.outline(trees["cmark"]) == text.outline(trees["commonmark"])
    tally.check(alike, f"{label}: cmark and commonmark read the same")
    raw = [html for html in text.raw_html(trees["cmark-gfm"]) if html not in MARKS]
    tally.equal(raw, [], f"{label}: raw HTML in Markdown")
    words = text.squeezed(text.markdown_text(trees["cmark-gfm"]))
    tally.equal(web.messages(paths["html"]), [], f"{label}: the HTML checker is silent")
    reader = web.read(paths["html"])
    tally.equal(web.loose_links(reader), [], f"{label}: links that lead nowhere")
    shown = text.squeezed(reader.strings)
    tally.equal(text.first_difference(words, shown), "", f"{label}: text of the web page against Markdown")
    tally.check(marks(paths["html"]) == marks(paths["md"]) != (0, 0), f"{label}: the same marks in Markdown and on the web page")
    if printable:
        printed = text.squeezed(tagged_text.strings(paths["pdf"]))
        # Letters that run leftwards stand on the page in the order of the eye.
        order = sorted if "leftwards" in label else "".join
        tally.equal(text.first_difference(order(printed), order(words)), "", f"{label}: text of the PDF against Markdown")
        data = paths["pdf"].read_bytes()
        for profile in ("2a", "ua1"):
            failures = pdf.profile_failures(data, profile)
            tally.check(not failures, f"{label}: conforms to {profile}", "; ".join(failures[:5]))
        tally.equal(pdf.qpdf_problems(paths["pdf"]), "", f"{label}: qpdf --check")
    return paths["html"]


def differs(tally, program, label, old, new, path):
    result = run(program, "compare", old, new, "-o", path)
    said = result.stderr.decode("utf-8", "replace")
    tally.equal((result.returncode, said), (1, ""), f"{label}: {path.name} tells that something differs")
    return path.read_bytes()


def marks(path):
    """How many insertions and deletions a page or Markdown text shows."""
    words = path.read_text("utf-8")
    body = words[words.find("<body>") :] if "<body>" in words else words
    return body.count("<ins>"), body.count("<del>")


def tree(tally, label, path):
    """The runs of every text of the JSON tell which of them stand on one side only."""
    told = json.loads(path.read_text("utf-8"))
    tally.equal((told["clausewright_comparison"], told["same"]), (1, False), f"{label}: head of the JSON")
    tally.check(told["fields"], f"{label}: the fields that differ are listed")
    runs = set(every_run(told["text"]))
    tally.check({"same"} < runs <= {"same", "removed", "added"}, f"{label}: runs of the JSON", str(runs))


def sound(tally, label, path):
    tally.equal(word.schema_errors([path])[path], [], f"{label}: Microsoft's validator finds nothing in the tracked changes")
    found = word.audit_errors(path) + word.integrity_findings(path) + word.loose_ends(path)
    tally.equal(found, [], f"{label}: two more validators and our own checks find nothing in them")


def tracked(tally, program, label, old, new, path):
    """Accepting the tracked changes gives the new text and rejecting them the old one, in LibreOffice and by the rules of
    the standard, both held against the plain exports of the two drafts in the same hands."""
    plain = {}
    for kind, source in (("accepted", new), ("rejected", old)):
        plain[kind] = path.with_name(f"plain-{kind}.docx")
        made = run(program, "export", source, "-o", plain[kind], "--draft", "--without-source")
        tally.equal((made.returncode, made.stderr), (0, b""), f"{label}: plain Word file to hold the {kind} text against")
    for kind in plain:
        wanted, found = paragraphs(plain[kind], True), paragraphs(path, kind == "accepted")
        differs = next((pair for pair in zip(found, wanted) if pair[0] != pair[1]), None)
        same = found == wanted or (differs, len(found), len(wanted))
        tally.equal(same, True, f"{label}: paragraphs of the {kind} text by the standard's rules")
    untracked = paragraphs(path, True, settled=False)
    tally.check(untracked != paragraphs(plain["accepted"], True), f"{label}: changes that are not settled are noticed")
    profile = path.with_name("office")
    profile.mkdir(exist_ok=True)
    script = Path(__file__).with_name("tracked.py")
    settled = run("/usr/bin/python3", script, profile, path, *plain.values(), env=dict(os.environ), seconds=300)
    tally.equal(settled.returncode, 0, f"{label}: LibreOffice settles the tracked changes")
    for kind in plain:
        # A file without changes is the same however they are settled.
        wanted = lines(Path(f"{plain[kind]}.accepted.txt"))
        found = lines(Path(f"{path}.{kind}.txt"))
        tally.equal(text.first_difference(found, wanted), "", f"{label}: the {kind} text in LibreOffice")
    unsettled = lines(Path(f"{path}.accepted.txt")) != lines(Path(f"{path}.rejected.txt"))
    tally.check(unsettled, f"{label}: accepting and rejecting are not the same")


def lines(path):
    """The text of a file without white space, the mark of a draft, and the numbers of references, which are live."""
    words = path.read_text("utf-8-sig")
    return text.squeezed(re.sub(r"(clause|section|Annex)\s[A-Z0-9]+(\.[0-9]+)?", r"\1", words))


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def paragraphs(path, accept, settled=True):
    """The texts of the paragraphs of a Word file once its changes are settled, by ISO/IEC 29500-1, 17.13.5."""
    with zipfile.ZipFile(path) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    gone = f"{W}del" if accept else f"{W}ins"
    if not settled:
        gone = f"{W}none"
    for row in list(body.iter(f"{W}tr")):
        if row.find(f"{W}trPr/{gone}") is not None:
            row.getparent().remove(row)
    for change in list(body.iter(gone)):
        if change.getparent().tag not in (f"{W}rPr", f"{W}trPr"):
            change.getparent().remove(change)
    found, open_text = [], ""
    for paragraph in body.iter(f"{W}p"):
        open_text += words_of(paragraph)
        if paragraph.find(f"{W}pPr/{W}rPr/{gone}") is None:
            words = " ".join(re.sub(r"(clause|section|Annex)\s[A-Z0-9]+(\.[0-9]+)?", r"\1", open_text).split())
            found += [words] if words else []
            open_text = ""
    return found


def words_of(paragraph):
    pieces = paragraph.iter(f"{W}t", f"{W}delText", f"{W}tab", f"{W}br")
    return "".join(piece.text or "" if piece.tag in (f"{W}t", f"{W}delText") else " " for piece in pieces)


def every_run(node):
    if isinstance(node, dict):
        if "run" in node:
            yield node["run"]
        for value in node.values():
            yield from every_run(value)
    elif isinstance(node, list):
        for value in node:
            yield from every_run(value)
