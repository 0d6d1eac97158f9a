"""Blocks of Markdown, by docs/plain.md."""
import re

from labels import label

SPACE = " \t\n\r\f\v"


class Block:
    def __init__(self, kind, **more):
        self.kind, self.children, self.lines, self.label = kind, [], [], None
        self.__dict__.update(more)


class Line:
    """A line that is consumed from the left, with columns: a tab ends at the next multiple of four."""

    def __init__(self, text):
        self.text, self.at, self.column, self.left = text, 0, 0, 0

    def indent(self):
        """Columns of white space ahead, and the place of the first other character."""
        n, i, column = self.left, self.at, self.column + self.left
        while i < len(self.text) and self.text[i] in " \t":
            step = 4 - column % 4 if self.text[i] == "\t" else 1
            n, column, i = n + step, column + step, i + 1
        return n, i

    def blank(self):
        return not self.text[self.at:].strip(SPACE)

    def skip(self, columns):
        while columns > 0:
            if self.left:
                self.left, columns, self.column = self.left - 1, columns - 1, self.column + 1
                continue
            if self.at >= len(self.text) or self.text[self.at] not in " \t":
                return
            step = 4 - self.column % 4 if self.text[self.at] == "\t" else 1
            self.at, self.left = self.at + 1, step

    def rest(self):
        return " " * self.left + self.text[self.at:]


def is_rule(s):
    s = re.sub("[ \t\n\r\f\v]", "", s)
    return len(s) > 2 and s in ("-" * len(s), "*" * len(s))


class Blocks:
    def __init__(self, lines, words, reading):
        self.words, self.reading, self.labels, self.root = words, reading, [], Block("document")
        self.stack, self.empty = [self.root], False
        for text in lines:
            self.line(Line(text))
        self.close(1)

    def line(self, line):
        depth = 1
        while depth < len(self.stack):
            if not self.goes_on(self.stack[depth], line):
                break
            depth += 1
        tip = self.stack[-1]
        if depth == len(self.stack) and tip.kind == "code":
            if self.closed(tip, line):
                self.close(depth - 1)
            else:
                if not line.blank() or line.indent()[0] >= tip.indent:
                    line.skip(min(tip.indent, line.indent()[0]))
                tip.lines.append(line.rest())
            return
        paragraph = tip if tip.kind == "paragraph" else None
        began = False
        while True:
            indent, at = line.indent()
            rest = line.text[at:]
            if line.blank() or indent > 3:
                break
            inside = paragraph is not None and not began and depth == len(self.stack) - 1
            if is_rule(rest):
                self.add(depth, Block("rule"))
                self.close(len(self.stack) - 1)
                return
            m = re.match(r"([-*])(?=[ \t]|$)", rest)
            if m and not (inside and not rest[1:].strip(SPACE)):
                depth = self.item(depth, line, indent, at, m[1])
                began = True
                continue
            m = re.match(r"(#{1,6})[ \t]+(.*)$", rest)
            words = re.sub(r"(?:^|[ \t]+)#+[ \t]*$", "", m[2]).strip(SPACE) if m else ""
            if words:
                block = Block("heading")
                self.add(depth, block)
                if len(self.stack) == 2:
                    block.label, words = self.cut(words)
                block.lines = [words]
                self.close(len(self.stack) - 1)
                return
            m = re.match(r"(`{3,}|~{3,})[ \t]*(.*?)[ \t]*$", rest)
            if m and not (m[1][0] == "`" and "`" in m[2]):
                self.add(depth, Block("code", fence=m[1], info=m[2], indent=indent))
                return
            if rest.startswith(">"):
                line.skip(indent)
                line.at, line.column = line.at + 1, line.column + 1
                if line.indent()[0] > 0:
                    line.skip(1)
                depth = self.add(depth, Block("quote"))
                began = True
                continue
            break
        if line.blank():
            self.close(depth)
            return
        text, deep = line.rest().lstrip(SPACE), line.indent()[0] > 3
        if paragraph is not None and not began:
            paragraph.lines.append(text)
            paragraph.deep.append(deep)
            return
        self.add(depth, Block("paragraph", lines=[text], deep=[deep]))

    def goes_on(self, block, line):
        indent, at = line.indent()
        if block.kind == "quote":
            if indent > 3 or not line.text[at:].startswith(">"):
                return False
            line.skip(indent)
            line.at, line.column = line.at + 1, line.column + 1
            if line.indent()[0] > 0:
                line.skip(1)
            return True
        item = block.children[-1] if block.kind == "list" else block
        if block.kind == "list":
            if line.blank():
                self.empty = self.empty or not item.children
                return True
            if indent < item.offset or not item.children:
                m = re.match(r"([-*]|[0-9]{1,9}[.)])(?=[ \t]|$)", line.text[at:])
                if m and indent < 4:
                    return m[1] == block.mark and not is_rule(line.text[at:])
                if item.children or indent < item.offset:
                    return False
            return not self.empty
        if block.kind == "item":
            if line.blank():
                line.at = len(line.text)
                return True
            if indent < 4 and (indent < item.offset or self.empty and not item.children):
                return False
            line.skip(item.offset)
            return True
        return block.kind == "code"

    def closed(self, code, line):
        indent, at = line.indent()
        m = re.match(re.escape(code.fence[0]) + "{%d,}[ \t]*$" % len(code.fence), line.text[at:])
        return m is not None and indent < 4

    def item(self, depth, line, indent, at, mark):
        """Opens an item, and a list around it unless one goes on."""
        if self.stack[depth - 1].kind != "list" or self.stack[depth - 1].mark != mark:
            if self.stack[depth - 1].kind == "list":
                depth -= 1
            depth = self.add(depth, Block("list", mark=mark))
        self.empty = False
        line.skip(indent)
        line.at, line.column = line.at + 1, line.column + 1
        space, after = line.indent()
        step = 1 if after >= len(line.text.rstrip(SPACE)) or space > 4 else space
        line.skip(step)
        return self.add(depth, Block("item", offset=indent + 1 + step))

    def add(self, depth, block):
        self.close(depth)
        parent = self.stack[-1]
        if parent.kind == "list" and block.kind != "item":
            self.close(len(self.stack) - 1)
            parent = self.stack[-1]
        parent.children.append(block)
        self.stack.append(block)
        return len(self.stack)

    def close(self, depth):
        while len(self.stack) > depth:
            block = self.stack.pop()
            if block.kind == "paragraph":
                self.paragraph(block, self.stack[-1])

    def paragraph(self, block, parent):
        """Takes a table off a paragraph, and makes clauses of what is left."""
        at, lines = len(parent.children) - 1, block.lines
        parent.children.pop()
        table = None
        barred = self.reading == 1 or any("|" in x and "-" in x and set(x.strip("\n")) <= set("|:- \t>*") for x in lines[1:])
        for i in range(1, len(lines)) if barred else []:
            columns = 0 if block.deep[i] else self.columns(lines[i])
            if columns:
                if len(cells(lines[i - 1])) == columns:
                    table = Block("table", columns=columns, lines=[lines[i - 1]] + lines[i + 1:])
                    lines = lines[:i - 1]
                break
        new, current = [], None
        for i, line in enumerate(lines):
            found, rest = self.cut(line, parent.kind == "document" and (i == 0 or current.label is not None), i > 0)
            if current is None or found is not None:
                current = Block("paragraph")
                current.label = found
                new.append(current)
            current.lines.append(rest)
        parent.children[at:] = new + ([table] if table else [])

    def columns(self, line):
        """The columns of a table's row of dashes; 0 for another line."""
        if not set(line.strip(SPACE)) <= set("|:- \t"):
            return 0
        parts = line.strip(SPACE).split("|")
        if not parts[0].strip(SPACE):
            parts = parts[1:]
        if parts and not parts[-1].strip(SPACE):
            parts = parts[:-1]
        return len(parts) if all(re.fullmatch(r"\s*:?-+:?\s*", p) for p in parts) else 0

    def cut(self, line, may=True, later=False):
        """Takes the label off a line that may begin a clause. A later line of a paragraph
        does so only with the number that is expected there."""
        if line.startswith("\\") and label(line[1:], self.words, self.reading)[0]:
            return None, line[1:]
        found, rest = label(line, self.words, self.reading) if may else (None, line)
        if found is None or later and not (
                self.labels and found.child(self.labels[-1], self.words) or any(found.follows(p, self.words) for p in self.labels)):
            return None, line
        while self.labels and not found.below(self.labels[-1]):
            self.labels.pop()
        self.labels.append(found)
        return found, rest


def cells(line):
    line = line.strip(SPACE)
    if line.startswith("|"):
        line = line[1:]
    if line.endswith("|"):
        line = line[:-1]
    return [c.replace("\0", "\\|").strip(SPACE) for c in line.replace("\\|", "\0").split("|")]
