"""Damaged copies of good files: every reader must refuse the one that is made for it."""

import zipfile
from types import SimpleNamespace

import pikepdf

import pdf_checks as pdf
import tagged_text
import text_checks as text
import web_checks as web
import word_checks as word


def is_noticed(tally, source, signed, markdown, page):
    """Damages the four files of one agreement in every way the checks claim to notice."""
    folder = signed.parent
    truncated(tally, signed, folder)
    other_part(tally, signed)
    untagged(tally, signed, folder)
    fontless(tally, signed, folder)
    other_draft(tally, source, signed, folder)
    other_word(tally, signed, markdown, folder)
    wrong_length(tally)
    unsound_page(tally, page, folder)


def truncated(tally, signed, folder):
    short = folder / "short.pdf"
    short.write_bytes(signed.read_bytes()[:-3000])
    tally.check(pdf.qpdf_problems(short), "damage: qpdf refuses a truncated file")
    tally.check(pdf.profile_failures(short.read_bytes(), "3a"), "damage: the validator refuses a truncated file")


def other_part(tally, signed):
    """A file that claims another part of the standard than it is held against."""
    failures = pdf.profile_failures(signed.read_bytes(), "2a")
    tally.check(any("ID-PART" in f for f in failures), "damage: PDF/A-3 does not pass as PDF/A-2", str(failures[:3]))


def untagged(tally, signed, folder):
    path = folder / "untagged.pdf"
    with pikepdf.open(signed) as document:
        del document.Root.StructTreeRoot
        document.save(path)
    for profile in ("3a", "ua1"):
        tally.check(pdf.profile_failures(path.read_bytes(), profile), f"damage: {profile} refuses an untagged file")
    tally.equal(text.squeezed(tagged_text.strings(path)), "", "damage: an untagged file has no structure to read")


def fontless(tally, signed, folder):
    path = folder / "fontless.pdf"
    with pikepdf.open(signed) as document:
        for entry in document.objects:
            if isinstance(entry, pikepdf.Dictionary) and entry.get("/Type") == "/FontDescriptor":
                for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                    if key in entry:
                        del entry[key]
        document.save(path)
    tally.check(pdf.loose_fonts(path), "damage: a font that is not embedded is noticed")


def other_draft(tally, source, signed, folder):
    path = folder / "other.pdf"
    with pikepdf.open(signed) as document:
        document.attachments["draft.ron"] = pikepdf.AttachedFileSpec(document, b"(schema: 1)", filename="draft.ron")
        document.save(path)
    held = pdf.attachments(path).get("draft.ron", ("", b""))[1]
    tally.check(held != source.read_bytes(), "damage: another draft is noticed")


def other_word(tally, signed, markdown, folder):
    path = folder / "other.md"
    words = markdown.read_text("utf-8")
    middle = words.index(" the ", len(words) // 2)
    path.write_text(words[:middle] + " not the " + words[middle + 5 :], "utf-8")
    changed = text.squeezed(text.markdown_text(text.markdown_tree(path, "cmark-gfm")))
    original = text.squeezed(tagged_text.strings(signed))
    tally.check(text.first_difference(original, changed), "damage: one word more is noticed")


def wrong_length(tally):
    """The one forgiven false alarm is forgiven only where the declared length is exact."""
    exact = b"7 0 obj\n<< /Length 4 >>\nstream\nabc\r\nendstream\nendobj\n"
    forgiven = pdf.exact_streams_ending_in_return
    tally.equal(forgiven(exact), {7}, "damage: an exact stream that ends in a return is known")
    for bad in (exact.replace(b"Length 4", b"Length 3"), exact.replace(b"Length 4", b"Length 5"), exact.replace(b"\r", b"d")):
        tally.equal(forgiven(bad), set(), f"damage: not forgiven: {bad!r}")
    unnamed = SimpleNamespace(rule_id="STREAM-LENGTH-001", object_id=None)
    tally.check(pdf.is_false_alarm(unnamed, exact + exact), "damage: several exact streams are forgiven together")
    inexact = exact.replace(b"Length 4", b"Length 5")
    tally.check(not pdf.is_false_alarm(unnamed, exact + inexact), "damage: an inexact stream among them is noticed")


def unsound_page(tally, page, folder):
    words = page.read_text("utf-8")
    damages = {
        "a list without its end": words.replace("</ol>", "", 1),
        "an id that stands twice": words.replace("</main>", '<p id="term-agreement">x</p><p id="term-agreement">y</p></main>'),
        "an unknown attribute": words.replace("<main>", '<main colour="red">'),
    }
    for name, damaged in damages.items():
        path = folder / "damaged.html"
        path.write_text(damaged, "utf-8")
        tally.check(damaged != words and web.messages(path), f"damage: the HTML checker notices {name}")
    path = folder / "unnamed.html"
    path.write_text(words.replace("<main>", '<main><button></button><p><font color="#eee">pale</font></p>'), "utf-8")
    found = {one["id"] for one in web.violations([path])[path][0]}
    tally.check({"button-name", "color-contrast"} <= found, "damage: axe-core notices a button without a name and pale words", str(found))
    path.write_text(words.replace('href="#', 'href="#x', 1), "utf-8")
    tally.check(web.loose_links(web.read(path)), "damage: a link that leads nowhere is noticed")


def is_noticed_in_word(tally, file, words, folder):
    """Damages a Word file in every way the checks claim to notice."""
    folder.mkdir(exist_ok=True)
    body, numbering = "word/document.xml", "word/numbering.xml"

    def damaged(name, part, before, after, count=1):
        path = folder / f"{name}.docx"
        with zipfile.ZipFile(file) as good, zipfile.ZipFile(path, "w") as bad:
            for one in good.namelist():
                content = good.read(one).decode("utf-8")
                if one == part:
                    tally.check(before in content, f"damage: {name} can be made")
                    content = content.replace(before, after, count)
                bad.writestr(one, content)
        return path

    order = damaged("order", body, "<w:tr><w:trPr>", "<w:trPr/><w:tr><w:trPr>")
    missing = damaged("style", "word/styles.xml", 'w:styleId="BodyText"', 'w:styleId="Body"')
    for path, found in word.schema_errors([order]).items():
        tally.check(found, f"damage: Microsoft's validator refuses {path.name}")
        tally.check(word.audit_errors(path), f"damage: openxml-audit refuses {path.name}")
    tally.check(word.loose_ends(missing), "damage: a style that is not there is noticed")
    loose = {
        "bookmark": damaged("bookmark", body, 'w:anchor="_', 'w:anchor="_x'),
        "list": damaged("list", body, '<w:numId w:val="', '<w:numId w:val="9999'),
        "cell": damaged("cell", body, "</w:p></w:tc>", "</w:p><w:tbl/></w:tc>"),
    }
    for name, path in loose.items():
        tally.check(word.loose_ends(path), f"damage: a {name} that is not there, or no paragraph, is noticed")
    wrong = {
        "number": damaged("number", numbering, 'w:lvlText w:val="%1.%2"', 'w:lvlText w:val="%1-%2"'),
        "word": damaged("word", body, " the ", " not the "),
    }
    shown = word.rendered(list(wrong.values()), folder / "rendered")
    for name, path in wrong.items():
        tally.check(text.first_difference(words, text.squeezed(word.strings(path))), f"damage: another {name} is noticed")
        rendered = text.squeezed(shown[path][0])
        tally.check(text.first_difference(words, rendered), f"damage: another {name} is noticed as LibreOffice shows it")
    short = folder / "short.docx"
    short.write_bytes(file.read_bytes()[:-2000])
    tally.check(word.integrity_findings(short), "damage: ooxml-integrity refuses a truncated file")
