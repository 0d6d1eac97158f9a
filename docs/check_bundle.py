#!/usr/bin/env python3
"""Checks bundles of evidence as docs/proof.md describes them, in Python's standard
library alone. It was written from that page, not from the program that makes them.

    python3 check_bundle.py [--ledger-key KEY] BUNDLE.zip ...

It prints a line for each bundle, GOOD or BAD with the reason, and exits with 1 if
one is bad, with 2 if one cannot be read. Of a time-stamp it only says that it was not looked at: openssl does that.
"""

import base64
import hashlib
import json
import re
import struct
import sys
import unicodedata
import zlib


class Bad(Exception):
    """A bundle does not hold, and why."""


def need(condition, why):
    if not condition:
        raise Bad(why)


def sha256(data):
    return hashlib.sha256(data).digest()


def unbase64(text):
    """Base64 in its one spelling, or None."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (ValueError, UnicodeEncodeError):
        return None
    return data if base64.b64encode(data).decode() == text else None


# Ed25519, after RFC 8032, section 5.1.7.

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def point(data):
    """The point of its 32 bytes, or None: x, y, 1, x*y."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P:
        return None
    if x == 0 and sign:
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def add(a, b):
    s, t = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = t - s, d - c, d + c, t + s
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n, p):
    q = (0, 1, 1, 0)
    while n:
        if n & 1:
            q = add(q, p)
        p, n = add(p, p), n >> 1
    return q


def encode(p):
    inverse = pow(p[2], P - 2, P)
    x, y = p[0] * inverse % P, p[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


GY = 4 * pow(5, P - 2, P) % P
G = point(GY.to_bytes(32, "little"))


def verify(key, message, signature):
    if len(signature) != 64:
        return False
    a, s = point(key), int.from_bytes(signature[32:], "little")
    if a is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    minus = (P - a[0], a[1], a[2], P - a[3])
    return encode(add(times(s, G), times(h, minus))) == signature[:32]


# 1: the container.

def fields(name, data):
    return struct.pack("<HHHHHIIIHH", 20, 0x0800, 0, 0, 0x0021, zlib.crc32(data), len(data), len(data), len(name), 0)


def pack(files):
    body, directory = b"", b""
    for name in sorted(files):
        data = files[name]
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + fields(name, data) + struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + name
        body += b"PK\x03\x04" + fields(name, data) + name + data
    return body + directory + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, len(files), len(files), len(directory), len(body), 0)


def unpack(data):
    files, at = {}, 0
    while data[at:at + 4] == b"PK\x03\x04" and len(data) >= at + 30:
        size, name = struct.unpack("<I", data[at + 18:at + 22])[0], struct.unpack("<H", data[at + 26:at + 28])[0]
        need(len(data) >= at + 30 + name + size and len(files) < 65535, "the container is cut off")
        files[data[at + 30:at + 30 + name]] = data[at + 30 + name:at + 30 + name + size]
        at += 30 + name + size
    need(files and pack(files) == data, "the container is not in its one form")
    named = {}
    for raw, content in files.items():
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            raise Bad("a name is not UTF-8") from None
        need(not any(unicodedata.category(c) == "Cc" or c in "\\:" for c in name), "a name has a forbidden character")
        need(all(part not in ("", ".", "..") for part in name.split("/")), "a name is not a clean path")
        named[name] = content
    return named


# 3 and 4: keys and the checkpoint.

class Key:
    """A public key: NAME+HASH+BASE64."""

    def __init__(self, text):
        parts = text.split("+", 2)
        need(len(parts) == 3, "a key is not in its form")
        self.text, self.name, data = text, parts[0], unbase64(parts[2])
        need(data is not None and len(data) == 33 and data[0] in (1, 4), "a key is not in its form")
        need(is_key_name(self.name), "a key has no name")
        self.hash, self.witness, self.public = sha256(self.name.encode() + b"\n" + data)[:4], data[0] == 4, data[1:]
        need(self.hash.hex() == parts[1], "the hash of a key is another")

    def pem(self):
        der = bytes.fromhex("302a300506032b6570032100") + self.public
        return b"-----BEGIN PUBLIC KEY-----\n" + base64.b64encode(der) + b"\n-----END PUBLIC KEY-----\n"


def is_key_name(name):
    return name != "" and "+" not in name and not any(c.isspace() or c == "\ufffd" for c in name)


def keys_of(files, known):
    if "keys.txt" not in files:
        need(known is None, "the bundle names no key")
        return []
    text = files["keys.txt"].decode("utf-8", "strict")
    need(text.endswith("\n"), "keys.txt does not end with a line end")
    keys = [Key(line) for line in text[:-1].split("\n")]
    need(len({k.text for k in keys}) == len(keys), "a key stands twice")
    need([k.witness for k in keys] == [False] + [True] * (len(keys) - 1), "not one key of a ledger, then witnesses")
    need(known is None or keys[0].text == known, "the ledger's key is another")
    return keys


def checkpoint(files, keys):
    note = files.get("checkpoint.txt", b"").decode("utf-8", "strict")
    text, split, rest = note.partition("\n\n")
    text += "\n"
    need(split, "the checkpoint has no empty line")
    need(not any(ord(c) < 32 and c != "\n" for c in note), "the checkpoint has a control character")
    lines = text.split("\n")
    need(len(lines) == 4 and lines[0], "the checkpoint has not exactly three lines")
    need(re.fullmatch("0|[1-9][0-9]{0,18}", lines[1]) and int(lines[1]) < 2**63, "the size is no number")
    root = unbase64(lines[2])
    need(root is not None and len(root) == 32, "the root is no hash")
    need(files.get("checkpoint.text") == text.encode(), "checkpoint.text is not the checkpoint's text")
    need(rest == "" or rest.endswith("\n"), "the last signature is cut off")
    signed, seen = {}, set()
    lines_of_signatures = rest.split("\n")[:-1]
    need(len(lines_of_signatures) <= 100, "too many signatures")
    for line in lines_of_signatures:
        need(line.startswith("\u2014 "), "a signature has no dash")
        name, space, sig = line[2:].partition(" ")
        data = unbase64(sig)
        need(space and data is not None and len(data) >= 5 and is_key_name(name), "a signature is not in its form")
        need((name, data[:4]) not in seen, "a key signs twice")
        seen.add((name, data[:4]))
        for key in keys:
            if key.name == name and key.hash == data[:4]:
                signed[key.text] = signature(key, text.encode(), data[4:])
    need(not keys or keys[0].text in signed, "the ledger's key has not signed")
    return lines[0], int(lines[1]), root, signed


def signature(key, text, data):
    """The bare signature and what it signs."""
    if key.witness:
        need(len(data) == 72 and int.from_bytes(data[:8], "big") < 2**62, "a cosignature is not in its form")
        text = b"cosignature/v1\ntime %d\n" % int.from_bytes(data[:8], "big") + text
        data = data[8:]
    need(verify(key.public, text, data), "a signature of %s does not hold" % key.name)
    return data, text


# 6: the log.

def leads_to(record, index, size, hashes):
    """The root that the audit path of RFC 6962, section 2.1.1, gives; None if it cannot."""
    def sides(n, size):
        if size < 2:
            return []
        half = 1 << (size - 1).bit_length() - 1
        return sides(n, half) + ["right"] if n < half else sides(n - half, size - half) + ["left"]

    if index >= size:
        return None
    order = sides(index, size)
    if len(order) != len(hashes):
        return None
    node = sha256(b"\0" + record)
    for side, other in zip(order, hashes):
        node = sha256(b"\1" + (other + node if side == "left" else node + other))
    return node


def proof(data):
    text = data.decode("utf-8", "strict")
    head, split, rest = text.partition("\n\n")
    lines = head.split("\n")
    need(split and len(lines) >= 2 and lines[0] == "c2sp.org/tlog-proof@v1", "the proof is not in its form")
    need(re.fullmatch("index (0|[1-9][0-9]{0,18})", lines[1]), "the proof has no index")
    hashes = [unbase64(line) for line in lines[2:]]
    need(all(h is not None and len(h) == 32 for h in hashes), "the proof has a hash that is none")
    return int(lines[1][6:]), hashes, rest.encode()


# 7: the records.

def one_way(value, depth=0):
    """Writes a value in the one way; floats and deep values have none."""
    need(depth <= 16, "the record is too deep")
    if isinstance(value, Object):
        return "{" + ",".join(one_way(k) + ":" + one_way(v, depth + 1) for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(one_way(v, depth + 1) for v in value) + "]"
    if isinstance(value, Number):
        need(re.fullmatch("0|-?[1-9][0-9]*", value.text), "a number is no integer")
        return value.text
    return json.dumps(value, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


class Object(dict):
    pass


class Number:
    def __init__(self, text):
        self.text = text


def members(pairs):
    need(len({name for name, _ in pairs}) == len(pairs), "a member stands twice")
    return Object(pairs)


def record(data, seq):
    try:
        text = data.decode("utf-8")
        value = json.loads(text, object_pairs_hook=members, parse_int=Number, parse_float=Number, parse_constant=Number)
        need(one_way(value).encode() == data, "the record is not written in the one way")
    except (ValueError, RecursionError):
        raise Bad("the record is no JSON") from None
    get = value.get if isinstance(value, Object) else lambda name: None
    number = get("seq")
    need(get("schema") == "kelisim.ledger/1" and get("kind") in ("edition", "text"), "the record is of another kind")
    need(isinstance(number, Number) and number.text == str(seq), "the record has another number")
    need(matches("[a-z][a-z0-9-]*", get("document")) and matches("[0-9]+([.-][0-9]+)*", get("edition")), "the record is of no edition")
    texts, files = get("texts"), get("files") if isinstance(value, Object) and "files" in value else []
    need(isinstance(texts, list) and texts and isinstance(files, list), "the record has no texts")
    need(all(isinstance(x, Object) for x in texts + files), "the record's texts are none")
    named = []
    for t in texts:
        need(matches("[a-z]{2,3}", t.get("language")), "a text has no language")
        named += [("texts/%s.md" % t["language"], t.get("source_sha256")), ("texts/%s.txt" % t["language"], t.get("plain_sha256"))]
    need(len({name for name, _ in named}) == len(named), "a language stands twice")
    for f in files:
        need(isinstance(f.get("name"), str) and f["name"], "a file has no name")
        named.append(("files/" + f["name"], f.get("sha256")))
    need(all(matches("[0-9a-f]{64}", h) for _, h in named), "a hash is none")
    return get("kind"), get("document"), get("edition"), named


def matches(pattern, value):
    return isinstance(value, str) and re.fullmatch(pattern, value, re.ASCII) is not None


def check(data, known=None):
    """Raises Bad, or says in words what is proved."""
    files = unpack(data)
    sums = "".join("%s  %s\n" % (sha256(files[name]).hex(), name) for name in sorted(files, key=str.encode) if name != "SHA256SUMS")
    need(files.get("SHA256SUMS") == sums.encode(), "SHA256SUMS does not fit the files")
    keys = keys_of(files, known)
    origin, size, root, signed = checkpoint(files, keys)

    beside = {}
    for key in keys:
        if key.text in signed:
            stem = "signatures/" + key.hash.hex()
            beside[stem + ".pem"], (beside[stem + ".sig"], beside[stem + ".signed"]) = key.pem(), signed[key.text]
    need({n: d for n, d in files.items() if n.startswith("signatures/")} == beside, "signatures/ does not fit the checkpoint")

    names = [name[8:] for name in files if name.startswith("records/")]
    need(all(re.fullmatch(r"[1-9][0-9]*\.(json|tlog-proof)", name, re.ASCII) for name in names), "records/ has another file")
    numbers = sorted({int(name.split(".")[0]) for name in names})
    need(numbers and len(names) == 2 * len(numbers), "a record or its proof is missing")
    edition, wanted = None, {}
    for seq in numbers:
        line = files["records/%d.json" % seq]
        index, hashes, note = proof(files["records/%d.tlog-proof" % seq])
        need(index == seq - 1 and note == files["checkpoint.txt"], "the proof is of another record or checkpoint")
        need(leads_to(line, index, size, hashes) == root, "the proof does not hold")
        kind, *of, named = record(line, seq)
        need((kind == "edition") == (edition is None) and edition in (None, of), "the records are not of one edition")
        edition = of
        for name, digest in named:
            need(name in files and sha256(files[name]).hex() == digest, "%s is not what the record says" % name)
            wanted[name] = True
    need({n for n in files if n.startswith(("texts/", "files/"))} == set(wanted), "a text or file is named by no record")
    who = ", ".join(k.name for k in keys if k.text in signed) or "nobody"
    return "%s %s, record %d of %s, signed by %s%s" % (*edition, numbers[0], origin, who, "; time-stamp not looked at" if "checkpoint.tsr" in files else "")


def main(args):
    known = None
    if "--ledger-key" in args[:-1]:
        at = args.index("--ledger-key")
        known = args[at + 1]
        args = args[:at] + args[at + 2:]
    if not args or any(a.startswith("--") for a in args):
        print("usage: check_bundle.py [--ledger-key KEY] BUNDLE.zip ...", file=sys.stderr)
        return 2
    status = 0
    for name in args:
        try:
            with open(name, "rb") as f:
                print("%s: GOOD: %s" % (name, check(f.read(), known)))
        except (Bad, UnicodeDecodeError) as why:
            status = status or 1
            print("%s: BAD: %s" % (name, why))
        except OSError as why:
            status = 2
            print("%s: NOT READ: %s" % (name, why.strerror))
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
