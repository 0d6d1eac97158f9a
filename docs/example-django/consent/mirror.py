"""The copy of the legal site: fetched, verified as a whole, then taken; else the good one
stays. What is in force, what it asks and what the texts are follows from the ledger's lines
and the recorded bytes. Bytes that were taken are kept under their hash for ever."""
import base64
import hashlib
import json
import urllib.request

from django.conf import settings
from django.db import transaction

from . import rules
from .models import Blob, Copy

NOTHING = {"records": 0, "sha256": "0" * 64}


class Refused(Exception):
    """What was fetched does not hold."""


def fetch(path):
    class NoRedirect(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    with urllib.request.build_opener(NoRedirect).open(settings.LEGAL + path, timeout=10) as answer:
        data = answer.read(16 << 20)
        if answer.read(1):
            raise Refused(f"{path}: too large")
        return data


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def integrity(hash):
    return "sha256-" + base64.b64encode(bytes.fromhex(hash)).decode()


class Taking:
    """Files as they are taken: path: SHA-256, and the bytes by that."""

    def __init__(self, get):
        self.get, self.files, self.blobs = get, {}, {}

    def whole(self, path, hash=None):
        """A file that has to have a hash, if one is known."""
        blob = Blob.objects.filter(pk=hash).first() if hash else None
        data = bytes(blob.data) if blob else self.get(path)
        self.files[path] = sha256(data)
        if hash and self.files[path] != hash:
            raise Refused(f"{path}: other bytes than it should have")
        self.blobs[self.files[path]] = data
        return data.decode()


def take(get=fetch, known=NOTHING):
    """Takes a new copy and reports whether there was one, and the heartbeat. It raises what
    is wrong with it. known is a head that somebody told, before the first copy."""
    old, t = Copy.objects.first(), Taking(get)
    beat = json.loads(get("api/v1/heartbeat.json"))
    if old and old.head == beat["ledger"] and old.files["api/v1/current.json"] == beat["current"]["sha256"]:
        return False, beat
    *lines, torn = t.whole("ledger/ledger.jsonl").split("\n")
    if torn or rules.take(old.head if old else known, beat["ledger"], lines) == "refuse":
        raise Refused("the ledger is broken, or does not continue the one known")
    data = rules.read(lines)
    current = json.loads(t.whole("api/v1/current.json", beat["current"]["sha256"]))
    if current["ledger"] != beat["ledger"]:
        raise Refused("current.json is of another ledger")
    for set in rules.find(data, settings.DOCUMENT)["sets"]:
        if "until" not in set or rules.at(set["until"]) > rules.at(beat["built"]):  # somebody may be shown it
            for document, id in set["members"].items():
                texts(t, data, current, document, id)
    element = current["element"]
    t.whole(element["path"])
    if integrity(t.files[element["path"]]) != element["integrity"]:
        raise Refused(f"{element['path']}: other bytes than current.json says")
    with transaction.atomic():
        Blob.objects.bulk_create([Blob(sha256=k, data=v) for k, v in t.blobs.items()], ignore_conflicts=True)
        Copy.objects.all().delete()
        Copy.objects.create(**beat["ledger"], data={**data, "zone": current["site"]["timezone"], "element": element["path"]}, files=t.files)
    return True, beat


def texts(t, data, current, document, id):
    """Takes the texts of an edition, and the words of its purposes, which only current.json says."""
    e = rules.edition(data, document, id)
    for lang, text in e["texts"].items():
        t.whole(f"{lang}/{document}/{id}/text.md", text["source_sha256"])
        plain = t.whole(f"{lang}/{document}/{id}/text.txt", text["plain_sha256"])
        text.setdefault("title", plain.split("\n")[0])  # old records have none
        if not rules.shows(t.whole(f"embed/{lang}/{document}/{id}.html"), plain):
            raise Refused(f"embed/{lang}/{document}/{id}.html: does not show what was recorded")
    for p in e.get("purposes", []):
        said = next(q for q in rules.edition(current, document, id)["purposes"] if q["id"] == p["id"])
        p["texts"] = said["texts"]

        def same(x):
            return all(lang in p["texts"] and rules.stands(p["texts"][lang]["text"], t.whole(f"{lang}/{document}/{x['id']}/text.txt", text["plain_sha256"]))
                       for lang, text in x["texts"].items())

        if not same(e):
            raise Refused(f"the words of the purpose {p['id']} of {document} {id} are not those recorded")
        p["suffices"] += [old for old in p["may"] if old in said["suffices"] and old not in p["suffices"] and same(rules.edition(data, document, old))]
