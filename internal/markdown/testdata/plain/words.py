"""The words of inline Markdown without its marks, by docs/plain.md."""
import html
import re
import unicodedata
from urllib.parse import urlsplit

from blocks import SPACE

PUNCTUATION = set("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class Refused(Exception):
    pass


def is_word(c):
    return c != "" and unicodedata.category(c)[0] in "LN"


def is_punctuation(c):
    return c != "" and unicodedata.category(c)[0] in "PS"


OPENING, CLOSING = "(«\"„“'[", ")»\"”“'].,:;"


def inside(chars, c):
    return c != "" and c in chars


def flanks(char, before, after):
    """Whether a run may open and may close emphasis, as CommonMark has it."""
    space = lambda c: c == "" or c.isspace()
    left = not space(after) and (not is_punctuation(after) or space(before) or is_punctuation(before))
    right = not space(before) and (not is_punctuation(before) or space(after) or is_punctuation(after))
    if char == "_":
        return left and (not right or is_punctuation(before)), right and (not left or is_punctuation(after))
    return left, right


def marks(char, length, before, after, reading):
    """Whether a run of stars or underscores may open and may close emphasis."""
    both = is_word(before) and is_word(after)
    digit = lambda c: c != "" and unicodedata.category(c) == "Nd"
    if inside(OPENING, before) and inside(CLOSING, after):
        return False, False
    opens, closes = flanks(char, before, after)
    if reading == 1:
        literal = both or (length > 2 or digit(before) or digit(after) if char == "_" else length > 3)
        return (False, False) if literal else (opens, closes)
    if char == "_":
        literal = length > 2 or digit(before) or both
    elif both:
        literal = length == 1 or digit(before) and digit(after)
    else:
        literal = length > 3
    if literal:
        return False, False
    if after == "" or after.isspace() or after in ").,:;»":
        may_open = False
    elif is_word(before):
        may_open = char == "*" and length > 1 or opens
    else:
        may_open = is_word(after) or after in OPENING or opens
    if before == "" or before.isspace() or before in "(«„":
        may_close = False
    else:
        may_close = is_word(before) or before in CLOSING + "!?%…" or closes
    return may_open, may_close


class Token:
    def __init__(self, kind, text, **more):
        self.kind, self.text = kind, text
        self.__dict__.update(more)


TAG = re.compile(r"<(?:/?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|!--|![A-Za-z\[]|\?[A-Za-z])")
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
URL = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>\x00-\x1f]*)>")
EMAIL = re.compile(r"<([a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*)>")


def allowed(dest):
    """Whether the profile has links to such an address."""
    m = re.fullmatch(r"doc:([^@#]*)(@[^#]*)?(#.*)?", dest, re.S)
    if m:
        return bool(re.fullmatch(r"[a-z][a-z0-9-]{0,63}", m[1])) and (m[2] is None or bool(re.fullmatch(r"@[0-9]+([.-][0-9]+)*", m[2]))) and m[3] != "#"
    if dest.startswith("doc:"):
        return False
    if dest.startswith("#") or re.fullmatch(r"[^/\\:?#]+\.(?i:pdf|png|jpe?g|docx)", dest):
        return True
    if re.search(r"[\\\"<>`\s\x00-\x1f]", dest) or ENTITY.search(dest):
        return False
    try:
        url = urlsplit(dest)
    except ValueError:
        return False
    return url.scheme in ("mailto", "tel") or url.scheme in ("http", "https") and url.netloc != ""


class Words:
    """The words of inline content, without its marks."""

    def __init__(self, text, reading, cell=False):
        self.text, self.reading, self.cell = text, reading, cell
        self.tokens = []
        self.brackets = []
        at = 0
        while at < len(text):
            at = self.step(at)
        self.pair(0)
        self.check()

    def literal(self, at, end):
        if self.tokens and self.tokens[-1].kind == "text":
            self.tokens[-1].text += self.text[at:end]
        else:
            self.tokens.append(Token("text", self.text[at:end]))
        return end

    def step(self, at):
        text, c = self.text, self.text[at]
        if m := re.compile(r"\\{1,2}[ \t]* {2}\n").match(text, at):
            self.tokens.append(Token("break", "\n"))
            return m.end()
        if c == "\\" and at + 1 < len(text):
            if text[at + 1] == "\n" and text[at - 1:at] != "\\":
                self.tokens.append(Token("break", "\n"))
                return at + 2
            return self.literal(at, at + (2 if text[at + 1] in PUNCTUATION else 1))
        if c == "`":
            return self.code(at)
        if c == "<":
            m = EMAIL.match(text, at) or URL.match(text, at)
            if m:
                if not EMAIL.match(text, at) and not allowed(m[1]):
                    raise Refused
                self.tokens.append(Token("auto", m[1]))
                return m.end()
        if c in "*_":
            end = at
            while end < len(text) and text[end] == c:
                end += 1
            before, after = text[at - 1:at], text[end:end + 1]
            opens, closes = marks(c, end - at, before, after, self.reading)
            self.tokens.append(Token("run", c * (end - at), length=end - at, opens=opens, closes=closes))
            return end
        if c == "[" or c == "!" and text[at + 1:at + 2] == "[":
            self.tokens.append(Token("bracket", text[at:at + 1 + (c == "!")], image=c == "!"))
            self.brackets.append(len(self.tokens) - 1)
            return at + 1 + (c == "!")
        if c == "]" and self.brackets:
            return self.link(at)
        return self.literal(at, at + 1)

    def code(self, at):
        m = re.match("`+", self.text[at:])
        end = at + m.end()
        for x in re.finditer("`+", self.text[end:]):
            if len(x[0]) == len(m[0]):
                inner = self.text[end:end + x.start()].replace("\n", " ")
                if inner.strip(" ") and inner[0] == inner[-1] == " ":
                    inner = inner[1:-1]
                self.tokens.append(Token("code", inner.replace("\\|", "|") if self.cell else inner))
                return end + x.end()
        return self.literal(at, end)

    def link(self, at):
        first = self.brackets.pop()
        opener = self.tokens[first]
        end, dest, title = self.target(at + 1)
        if end is None or not opener.image and any(t.kind == "link" for t in self.tokens[first:]):
            opener.kind = "text"
            return self.literal(at, at + 1)
        if opener.image:
            raise Refused
        inner = self.tokens[first + 1:]
        if not allowed(dest) or title is not None or not "".join(t.text for t in inner).strip(SPACE):
            raise Refused
        self.pair(first + 1)
        opener.kind, opener.text = "link", ""
        self.tokens.append(Token("link", ""))
        return end

    def target(self, at):
        """Where "(dest)" ends, the destination, and its title."""
        text = self.text
        if text[at:at + 1] != "(":
            return None, None, None
        at += 1
        while text[at:at + 1] and text[at] in SPACE:
            at += 1
        dest = ""
        if text[at:at + 1] == "<":
            m = re.match(r"<((?:\\.|[^>\n])*?)>", text[at:])
            if not m:
                return None, None, None
            dest, at = m[1], at + m.end()
        elif text[at:at + 1] != ")":
            depth, start = 0, at
            while at < len(text) and text[at] not in SPACE:
                if text[at] == "\\" and text[at + 1:at + 2] and text[at + 1] in PUNCTUATION:
                    at += 2
                    continue
                depth += {"(": 1, ")": -1}.get(text[at], 0)
                if depth < 0:
                    break
                at += 1
            dest = text[start:at]
            if not dest:
                return None, None, None
        while text[at:at + 1] and text[at] in SPACE:
            at += 1
        if text[at:at + 1] == ")":
            return at + 1, dest, None
        m = re.match(r"(\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|\((?:\\.|[^()\\])*\))[ \t\n]*\)", text[at:], re.S)
        return (at + m.end(), dest, m[1]) if m else (None, None, None)

    def pair(self, first):
        """Takes the marks of emphasis off the runs from a token on; what is left of them is text."""
        runs = [t for t in self.tokens[first:] if t.kind == "run"]
        i = 0
        while i < len(runs):
            closer = runs[i]
            if not closer.closes or not closer.length:
                i += 1
                continue
            for j in range(i - 1, -1, -1):
                opener = runs[j]
                if not opener.opens or not opener.length or opener.text[0] != closer.text[0]:
                    continue
                full, other = len(opener.text), len(closer.text)
                if (opener.closes or closer.opens) and (full + other) % 3 == 0 and other % 3 != 0:
                    continue
                taken = 2 if opener.length > 1 and closer.length > 1 else 1
                opener.length, closer.length = opener.length - taken, closer.length - taken
                opener.paired = closer.paired = True
                for between in runs[j + 1:i]:
                    between.opens = between.closes = False
                break
            else:
                i += 1
        for run in runs:
            run.kind = "mark" if getattr(run, "paired", False) else "text"
            run.text = run.text[:run.length]

    def check(self):
        """Refuses HTML and entities in what is text."""
        for group in self.groups():
            for m in TAG.finditer(group):
                if group[m.start() - 1:m.start()] != "\\":
                    raise Refused
            for m in ENTITY.finditer(group):
                if group[m.start() - 1:m.start()] != "\\" and html.unescape(m[0]) != m[0]:
                    raise Refused

    def groups(self):
        text = ""
        for t in self.tokens:
            if t.kind in ("text", "break", "bracket"):
                text += t.text
                continue
            yield text
            text = ""
        yield text

    def plain(self):
        return "".join(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", t.text) if t.kind in ("text", "bracket", "mark") else t.text for t in self.tokens)
