"""Comparisons of two drafts, made with the real program, in the hands of readers that are not ours."""

import json
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pdf_checks as pdf
import settled
import tagged_text
import text_checks as text
import web_checks as web
import word_checks as word
from tally import run

MARKS = ("<ins>", "</ins>", "<del>", "</del>")
AUTHOR = ("--author", "A. Reader")


def made(tally, program, label, old, new, folder, printable=True, alike=False):
    """Compares two files in every format, and holds the results against each other. The web page and the Word file, for
    more readers."""
    paths = {ending: folder / f"comparison.{ending}" for ending in ("txt", "json", "md", "html", "docx", "pdf")}
    if not printable:
        refused = run(program, "compare", old, new, "-o", paths.pop("pdf"))
        tally.equal(refused.returncode, 2, f"{label}: a PDF names what it cannot print")
    for ending, path in paths.items():
        author = AUTHOR if ending == "docx" else ()
        once = differs(tally, program, label, old, new, path, *author)
        again = differs(tally, program, label, old, new, path, *author)
        tally.check(once == again, f"{label}: {path.name} twice gives the same bytes")
    same = run(program, "compare", old, old)
    tally.equal((same.returncode, same.stderr), (0, b""), f"{label}: a draft is the same as itself")
    tree(tally, label, paths["json"])
    trees = {reader: text.markdown_tree(paths["md"], reader) for reader in ("cmark", "commonmark", "cmark-gfm")}
    outlines = [text.outline(trees[reader]) for reader in ("cmark", "commonmark")]
    tally.check(outlines[0] == outlines[1], f"{label}: cmark and commonmark read the same")
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
    return paths["html"], Tracked(label, old, new, paths["docx"], alike)


def differs(tally, program, label, old, new, path, *options):
    result = run(program, "compare", old, new, "-o", path, *options)
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


@dataclass(frozen=True)
class Tracked:
    """A comparison as a Word file, and the two drafts that it is of."""

    label: str
    old: Path
    new: Path
    changes: Path
    # Whether they are of one form, and nearly the same.
    alike: bool

    @property
    def for_office(self):
        """LibreOffice takes minutes to settle the thousands of changes of three hundred pages, the others seconds."""
        return self.alike and "long" not in (self.old.stem, self.new.stem)

    @classmethod
    def made(cls, tally, program, label, old, new, path, alike=False):
        """Of two drafts, which have little in common unless something else is said."""
        differs(tally, program, label, old, new, path, *AUTHOR)
        return cls(label, old, new, path, alike)


def tracked_hold(tally, program, pairs, folder):
    """Accepting the tracked changes gives the new text and rejecting them the old one, whoever does it, held against the
    plain exports of the two drafts in the same hands."""
    folder.mkdir()
    plain = {}
    for source in {source for pair in pairs for source in (pair.old, pair.new)}:
        plain[source] = folder / f"plain-{len(plain)}.docx"
        made = run(program, "export", source, "-o", plain[source], "--draft", "--without-source")
        tally.equal((made.returncode, made.stderr), (0, b""), f"{source.stem}: plain Word file to hold changes against")
    # A file without changes is the same however they are settled.
    jobs = [(plain[source], "accepted") for source in {s for p in pairs if p.for_office for s in (p.old, p.new)}]
    jobs += [(pair.changes, kind) for pair in pairs if pair.for_office for kind in ("accepted", "rejected")]
    with ThreadPoolExecutor(1) as pool:
        # It takes as long as everything else here together.
        office = pool.submit(settled.by_office, jobs, folder)
        rules = {source: settled.by_rules(path, True) for source, path in plain.items()}
        pandoc = {source: settled.by_pandoc(path, True) for source, path in plain.items()}
        sound(tally, pairs)
        for pair in pairs:
            label, path = pair.label, pair.changes
            for kind, source in (("accepted", pair.new), ("rejected", pair.old)):
                accept = kind == "accepted"
                by_rules, by_pandoc = settled.by_rules(path, accept), settled.by_pandoc(path, accept)
                tally.equal(parting(by_rules, rules[source]), None, f"{label}: the {kind} text by the standard's rules")
                tally.equal(parting(by_pandoc, pandoc[source]), None, f"{label}: the {kind} text in pandoc")
            unsettled = settled.unsettled(path)
            seen = parting(unsettled, rules[pair.new]) or parting(unsettled, rules[pair.old])
            tally.check(seen, f"{label}: changes that are not settled are noticed")
            tally.check(pandoc[pair.old] != pandoc[pair.new], f"{label}: accepting and rejecting are not the same")
        office = office.result()
    for pair in pairs:
        part = "text" if pair.alike else "words"
        for kind, source in (("accepted", pair.new), ("rejected", pair.old)):
            if pair.for_office:
                shown, wanted = (getattr(one, part) for one in (office[pair.changes, kind], office[plain[source], "accepted"]))
                tally.equal(text.first_difference(shown, wanted), "", f"{pair.label}: the {kind} text in LibreOffice")
    loses_a_mark(tally, pairs[0], office[plain[pairs[0].old], "accepted"].words, rules[pairs[0].old], pandoc[pairs[0].old])


def sound(tally, pairs):
    """Tracked changes that every validator takes, and that all bear their author."""
    schema = word.schema_errors([pair.changes for pair in pairs])
    for pair in pairs:
        label, path = pair.label, pair.changes
        tally.equal(schema[path], [], f"{label}: Microsoft's validator finds nothing in the tracked changes")
        found = word.audit_errors(path) + word.integrity_findings(path) + word.loose_ends(path)
        tally.equal(found, [], f"{label}: two more validators and our own checks find nothing in them")
        body = word.parts(path)["word/document.xml"].decode("utf-8")
        marks = len(re.findall(r"<w:(?:ins|del|move(?:From|To)(?:RangeStart)?) ", body))
        tally.check(body.count('w:author="A. Reader"') == marks > 0, f"{label}: every change bears its author")


def loses_a_mark(tally, pair, in_office, by_rules, by_pandoc):
    """One insertion that is none any more: everybody must find that rejecting the changes leaves another text."""
    damaged = pair.changes.with_name("unmarked.docx")
    mark = re.compile(r"<w:ins [^>]*[^/]>(<w:r>(?:(?!</w:ins>).)*<w:t(?:(?!</w:ins>).)*)</w:ins>", re.S)
    with zipfile.ZipFile(pair.changes) as good, zipfile.ZipFile(damaged, "w", zipfile.ZIP_DEFLATED) as bad:
        for name in good.namelist():
            content = good.read(name)
            if name == "word/document.xml":
                # Not the first: it may stand in the title, which pandoc keeps apart from the text.
                body = content.decode("utf-8")
                last = list(mark.finditer(body))[-1]
                content = f"{body[: last.start()]}{last[1]}{body[last.end() :]}".encode("utf-8")
            bad.writestr(name, content)
    tally.check(parting(settled.by_rules(damaged, False), by_rules), "damage: a mark less is noticed by the standard's rules")
    tally.check(parting(settled.by_pandoc(damaged, False), by_pandoc), "damage: a mark less is noticed in pandoc")
    shown = settled.by_office([(damaged, "rejected")], damaged.parent)[damaged, "rejected"].words
    tally.check(text.first_difference(shown, in_office), "damage: a mark less is noticed in LibreOffice")


def parting(found, wanted):
    """Where two lists of paragraphs part, and how long they are; nothing when they are equal."""
    if found == wanted:
        return None
    return next((pair for pair in zip(found, wanted) if pair[0] != pair[1]), None), len(found), len(wanted)


def every_run(node):
    if isinstance(node, dict):
        if "run" in node:
            yield node["run"]
        for value in node.values():
            yield from every_run(value)
    elif isinstance(node, list):
        for value in node:
            yield from every_run(value)
