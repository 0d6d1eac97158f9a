"""Labels, by docs/plain.md."""
import re
import unicodedata


def NFC(s):
    return unicodedata.normalize("NFC", s)


WORDS_KK = {"after": ["бөлім", "тарау", "параграф", "бап"], "before": ["раздел", "глава", "параграф", "статья"],
            "letters": ["аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя", "abcdefghijklmnopqrstuvwxyz"], "optional": "әғёзйқңөұүһъыіь"}
WORDS = {"kk": WORDS_KK, "ru": WORDS_KK,
         "en": {"after": [], "before": ["part", "chapter", "section", "article"], "letters": ["abcdefghijklmnopqrstuvwxyz"], "optional": ""}}
NONE = {"after": [], "before": [], "letters": [], "optional": ""}
# The order of the words' forms, and their rank.
RANK = {"бөлім": 1, "раздел": 1, "part": 1, "тарау": 2, "глава": 2, "chapter": 2, "roman": 2, "параграф": 4, "section": 4, "§": 4,
        "бап": 5, "статья": 5, "article": 5}
NUMBER = r"[1-9][0-9]{0,2}"
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
RAISED_NUMBER = NUMBER + f"(?:[{RAISED[1:]}][{RAISED}]{{0,2}})?"
PARTS = {reading: rf"{n}(?:-{n})*" for reading, n in ((1, NUMBER), (2, RAISED_NUMBER))}
ROMANS = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
ROMANS = {"X" * (n // 10) + ROMANS[n % 10]: n for n in range(1, 40)}


class Label:
    def __init__(self, text, form, path):
        self.text, self.form, self.path = NFC(text), form, path

    @property
    def rank(self):
        return {"decimal": 60 + min(len(self.path), 9), "paren": 70, "letter": 80}.get(self.form) or 10 * RANK[self.form]

    def same(self, other):
        return self.rank // 10 == other.rank // 10 and (self.form == "roman") == (other.form == "roman") and len(self.path) == len(other.path)

    def below(self, other):
        return self.rank > other.rank

    def child(self, p, words):
        last = self.path[-1]
        first = len(last) == 1 and (last[0] == 1 or self.form == "letter" and last[0] % 100 == 1)
        if not first or not self.below(p):
            return False
        return not (self.form == p.form == "decimal") or self.path[:-1] == p.path

    def follows(self, p, words):
        if not self.same(p) or self.path[:-1] != p.path[:-1]:
            return False
        a, b = p.path[-1], self.path[-1]
        if len(b) == len(a) + 1:
            return b[:-1] == a and b[-1] == 1
        if len(b) > len(a) or a[:len(b) - 1] != b[:-1]:
            return False
        if self.form == "letter" and len(b) == 1:
            x, y = a[0], b[0]
            if y <= x or x // 100 != y // 100:
                return False
            series = words["letters"][x // 100]
            return all(c in words["optional"] for c in series[x % 100:y % 100 - 1])
        return b[-1] == a[len(b) - 1] + 1


def part(s):
    numbers = []
    for n in s.split("-"):
        plain = n.rstrip(RAISED)
        numbers.append(int(plain))
        if plain != n:
            numbers.append(int("".join(str(RAISED.index(c)) for c in n[len(plain):])))
    return numbers


def letters(s):
    """The letters that s begins with."""
    n = 0
    while n < len(s) and unicodedata.category(s[n])[0] == "L":
        n += 1
    return s[:n]


def roman(s):
    m = re.match("[IІVXХ]+", s)
    value = ROMANS.get(m[0].replace("І", "I").replace("Х", "X"), 0) if m else 0
    return value, m.end() if value else 0


def bracketed(s, words, PART):
    m = re.match(rf"({PART})\)", s)
    if m:
        return "paren", [part(m[1])], m.end()
    m = re.match(rf"(\w[\u0306\u0308]?)(?:-({PART}))?\)", s)
    if m:
        letter = NFC(m[1]).lower()
        for i, series in enumerate(words["letters"]):
            if letter in series:
                return "letter", [[100 * i + series.index(letter) + 1] + (part(m[2]) if m[2] else [])], m.end()
    return None


def closes(rest):
    return rest.startswith(".") or not rest.strip()


def find(line, words, PART):
    """The form, path and length of the label that a line begins with; None without one."""
    dot = lambda n: n + line.startswith(".", n)
    m = re.match(r"§[ \u00a0]?(" + PART + ")", line)
    if m:
        return "§", [part(m[1])], dot(m.end())
    if line.startswith("("):
        x = bracketed(line[1:], words, PART)
        return x and (x[0], x[1], x[2] + 1)
    value, n = roman(line)
    m = re.match(rf"{PART}(?:\.{PART})*", line)
    path = [part(p) for p in m[0].split(".")] if m else [[value]] if value else None
    end = m.end() if m else n
    if path and len(path) == 1 and line.startswith("-", end):
        word = letters(line[end + 1:])
        after = end + 1 + len(word)
        if word.lower() in words["after"] and closes(line[after:]):
            return word.lower(), path, dot(after)
    if m:
        if len(path) == 1 and line.startswith(")", end):
            return "paren", path, end + 1
        rest = line[end:].lstrip(" \t\u00a0")[:1]
        if line.startswith(".", end) or len(path) > 1 and (not rest or unicodedata.category(rest) not in ("Ll", "Pd")):
            return "decimal", path, dot(end)
        return None
    x = bracketed(line, words, PART)
    if x:
        return x
    if value and line.startswith(".", n):
        return "roman", [[value]], n + 1
    word = letters(line)
    m = re.match(r"[ \u00a0](?:(" + PART + ")|([IІVXХ]+))", line[len(word):])
    if m and word.lower() in words["before"]:
        value, n = roman(m[2]) if m[2] else (1, 0)
        end = len(word) + m.end()
        if value and closes(line[end:]):
            return word.lower(), [part(m[1]) if m[1] else [value]], dot(end)
    return None


def glued(form, text, rest):
    """Whether words may follow a label without a space, from version 2 on."""
    if text[-1] not in ".)":
        return False
    if rest[0] in "«\"“":
        return form != "roman"
    kinds = [unicodedata.category(c) for c in rest[:3]]
    if form == "roman":
        return kinds == ["Lu", "Ll", "Ll"]
    if form in ("decimal", "paren"):
        return kinds[0] == "Lu" or unicodedata.name(rest[0], "").startswith("CYRILLIC")
    return kinds[0][0] == "L"


def label(line, words, reading):
    """The label of a line and the words after it, or None and the line."""
    x = find(line, words, PARTS[reading])
    if x is None:
        return None, line
    form, path, n = x
    if line[n:] and not line[n].isspace() and not (reading > 1 and words["letters"] and glued(form, NFC(line[:n]), line[n:])):
        return None, line
    return Label(line[:n], form, path), line[n:].lstrip()
