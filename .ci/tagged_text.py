"""Reads the text of a tagged PDF along its structure tree, as a screen reader does.

What the tree leaves out (running headers, page numbers, repeated table headers, watermarks) is left out here; what
stands in the pages but not in the tree is lost to such a reader, and shows up as a difference.
"""

import re

import pikepdf

# Structure that only repeats what stands elsewhere.
CONTENTS = "/TOC"
SOFT_HYPHEN = "\u00ad"
BULLETS = {"\u2022", "\u2013", "\u00b7"}


def strings(path):
    """The text of every marked piece of content, in reading order, without soft hyphens, bullets and contents."""
    with pikepdf.open(path) as pdf:
        root = pdf.Root.get("/StructTreeRoot")
        if root is None:
            return []
        pages = {}
        found = []
        for role, page, piece in pieces(root, None, None):
            if page.objgen not in pages:
                pages[page.objgen] = Reader(page).read(page)
            text = pages[page.objgen].get(piece, "").replace(SOFT_HYPHEN, "")
            if role != "/Lbl" or text.strip() not in BULLETS:
                found.append(text)
        return found


def pieces(element, role, page):
    """(structure type, page, number) of every piece of marked content below a structure element."""
    if isinstance(element, pikepdf.Array):
        kids = list(element)
        for kid, after in zip(kids, [*kids[1:], None]):
            # The contents, and the heading right above them.
            if CONTENTS not in (structure_type(kid), structure_type(after)):
                yield from pieces(kid, role, page)
    elif isinstance(element, pikepdf.Dictionary):
        page = element.get("/Pg", page)
        if element.get("/Type") == "/MCR":
            yield role, page, int(element.MCID)
        elif element.get("/Type") != "/OBJR" and "/K" in element:
            yield from pieces(element.K, structure_type(element), page)
    else:
        yield role, page, int(element)


def structure_type(element):
    return str(element.get("/S", "")) if isinstance(element, pikepdf.Dictionary) else ""


class Reader:
    """Collects the text shown inside each piece of marked content of one page."""

    def __init__(self, page):
        self.resources = page.get("/Resources", pikepdf.Dictionary())
        self.found = {}
        # Open marks, innermost last: (number of the piece, replaced by other text).
        self.marks = []
        self.fonts = {}
        self.font = None

    def read(self, stream):
        for instruction in pikepdf.parse_content_stream(stream):
            operator, operands = str(instruction.operator), list(instruction.operands)
            if operator in ("BMC", "BDC"):
                self.open(operands)
            elif operator == "EMC":
                self.marks.pop()
            elif operator == "Tf":
                self.font = self.decoder(operands[0])
            elif operator in ("Tj", "'", '"'):
                self.show(operands[-1])
            elif operator == "TJ":
                for part in operands[0]:
                    if isinstance(part, pikepdf.String):
                        self.show(part)
            elif operator == "Do":
                self.form(operands[0])
        return self.found

    def open(self, operands):
        properties = operands[1] if len(operands) > 1 else pikepdf.Dictionary()
        if isinstance(properties, pikepdf.Name):
            properties = self.resources.Properties[properties]
        outer, replaced = self.marks[-1] if self.marks else (None, False)
        piece = int(properties.MCID) if "/MCID" in properties else outer
        if operands[0] == "/Artifact":
            piece = None
        actual = properties.get("/ActualText")
        if actual is not None and not replaced:
            self.add(piece, str(actual))
        self.marks.append((piece, replaced or actual is not None))

    def add(self, piece, text):
        if piece is not None:
            self.found[piece] = self.found.get(piece, "") + text

    def show(self, shown):
        piece, replaced = self.marks[-1] if self.marks else (None, False)
        if piece is not None and not replaced:
            self.add(piece, self.font(bytes(shown)))

    def form(self, name):
        """A group of drawing instructions shown in place, such as a transparent part of the page."""
        form = self.resources.XObject[name]
        if form.get("/Subtype") == "/Form":
            outer, self.resources = self.resources, form.get("/Resources", self.resources)
            self.read(form)
            self.resources = outer

    def decoder(self, name):
        font = self.resources.Font[name]
        if font.objgen not in self.fonts:
            self.fonts[font.objgen] = decoder(font)
        return self.fonts[font.objgen]


def decoder(font):
    """A function from shown bytes to text, by the font's own table."""
    table = code_table(font.ToUnicode.read_bytes().decode("latin-1"))
    width = 2 if font.get("/Subtype") == "/Type0" else 1

    def decode(shown):
        codes = (int.from_bytes(shown[at : at + width], "big") for at in range(0, len(shown), width))
        return "".join(table.get(code, "\ufffd") for code in codes)

    return decode


def code_table(cmap):
    table = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.S):
        for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            table[int(code, 16)] = units(text)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.S):
        for first, last, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                table[int(first, 16) + step] = units(text)[:-1] + chr(ord(units(text)[-1]) + step)
    return table


def units(text):
    return bytes.fromhex(text).decode("utf-16-be")
