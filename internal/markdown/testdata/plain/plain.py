"""The plain form of docs/plain.md, made from that page alone: a second implementation.

    plain.py content            every text that content/ledger.jsonl records, against its plain_sha256
    plain.py --each < LINES     a JSON object a line {"source", "language", "reading"}: the plain form of each, as JSON
"""
import hashlib
import json
import pathlib
import re
import sys

from blocks import SPACE, Blocks, cells
from labels import NFC, NONE, WORDS
from words import Refused, Words


def fold(s):
    return re.sub("[ \t\n\r\f\v]+", " ", s).strip(SPACE)


class Plain:
    def __init__(self, source, language, reading, title=None):
        source = source.removeprefix("\ufeff").replace("\r\n", "\n")
        self.lines, body = source.split("\n"), 0
        if self.lines[0] == "---" and "---" in self.lines[1:]:
            body = self.lines.index("---", 1) + 1
            title = title_of(self.lines[1:body - 1])
        for i in range(body):
            self.lines[i] = ""
        self.reading, self.out = reading, []
        self.block("", fold(title or ""))
        self.walk(Blocks(self.lines, WORDS.get(language, NONE), reading).root, 0, False)

    def __str__(self):
        return NFC("".join(self.out)).rstrip("\n") + "\n"

    def block(self, prefix, words, row=False):
        self.out.append(("\n" if row else "\n\n") * bool(self.out) + prefix + words)

    def words(self, text, source, cell=False):
        try:
            return fold(Words(text, self.reading, cell).plain())
        except Refused:
            return fold(source.strip())

    def walk(self, parent, quotes, item):
        """Adds the blocks of a container; item: the first of them is an item's."""
        if item and (not parent.children or parent.children[0].kind != "paragraph"):
            self.block("> " * quotes + "- ", "")
            item = False
        for b in parent.children:
            prefix = "> " * quotes + "- " * item
            item = False
            if b.kind in ("paragraph", "heading"):
                text = self.words("\n".join(b.lines), " ".join(b.lines))
                if b.label:
                    text = b.label.text + " " * bool(text) + text
                self.block(prefix, text)
            elif b.kind == "quote":
                self.walk(b, quotes + 1, False)
            elif b.kind == "list":
                for x in b.children:
                    self.walk(x, quotes, True)
            elif b.kind == "table":
                for i, line in enumerate(b.lines):
                    self.block("> " * quotes, self.row(b, line), row=i > 0)
            elif b.kind == "code" and (b.info or "".join(b.lines).strip()):
                lines = ([b.info] if b.info else []) + b.lines
                self.block("> " * quotes, ("\n" + "> " * quotes).join(lines))

    def row(self, table, line):
        found = cells(line)
        if table.columns > 12 or "|" not in line or len(found) > table.columns:
            return fold(line.strip())
        try:
            found = [fold(Words(c, self.reading, True).plain()) for c in found]
        except Refused:
            return fold(line.strip())
        return " | ".join(found + [""] * (table.columns - len(found)))


def title_of(lines):
    """The title of the front matter: a YAML scalar on one line, plain or quoted."""
    for line in lines:
        m = re.match(r"title:[ \t]+(.*?)[ \t]*$", line)
        if not m:
            continue
        s = m[1]
        if s.startswith("'"):
            return s[1:s.rindex("'")].replace("''", "'")
        if s.startswith('"'):
            return json.loads(s[:s.rindex('"') + 1])
        return re.sub(r"[ \t]+#.*$", "", s)
    return ""


def content(folder):
    """Makes the plain form of every text that a ledger records."""
    right = wrong = 0
    for line in open(folder / "ledger.jsonl", encoding="utf-8"):
        record = json.loads(line)
        for text in record.get("texts", []):
            file = folder / record["document"] / record["edition"] / (text["language"] + ".md")
            made = str(Plain(file.read_bytes().decode(), text["language"], record.get("reading", 1)))
            if hashlib.sha256(made.encode()).hexdigest() == text["plain_sha256"]:
                right += 1
            else:
                wrong += 1
                print(f"{file}: another plain form")
    print(f"{right} right, {wrong} wrong")


def main():
    if sys.argv[1] == "--each":
        for line in sys.stdin:
            x = json.loads(line)
            print(json.dumps(str(Plain(x["source"], x["language"], x["reading"]))))
        return
    content(pathlib.Path(sys.argv[1]))


main()
