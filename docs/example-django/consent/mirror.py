"""The copy of the legal site: fetched, verified as a whole, then taken; else the good one stays."""
import base64
import hashlib
import json
import urllib.request

from django.conf import settings
from django.db import transaction

from . import rules
from .models import Blob, Copy


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


def take(get=fetch):
    """Takes a new copy and reports whether there was one. It raises what is wrong with it."""
    old = Copy.objects.first()
    beat = json.loads(get("api/v1/heartbeat.json"))
    if old and old.head == beat["ledger"] and old.files.get("api/v1/current.json") == beat["current"]["sha256"]:
        return False
    files, blobs = {}, {}

    def whole(path, hash=None, integrity=None):
        data = get(path)
        if hash and sha256(data) != hash or integrity and integrity != "sha256-" + base64.b64encode(hashlib.sha256(data).digest()).decode():
            raise Refused(f"{path}: other bytes than it should have")
        files[path], blobs[sha256(data)] = sha256(data), data
        return data

    lines = get("ledger/ledger.jsonl").decode().split("\n")[:-1]
    if rules.take(old.head if old else {"records": 0, "sha256": "0" * 64}, beat["ledger"], lines) == "refuse":
        raise Refused("the ledger is broken, or does not continue the one known")
    recorded = {}
    for line in map(json.loads, lines):
        for text in line.get("texts", []):
            recorded[line["document"], line["edition"], text["language"]] = text
    current = json.loads(whole("api/v1/current.json", hash=beat["current"]["sha256"]))
    if current["ledger"] != beat["ledger"]:
        raise Refused("current.json is of another ledger")
    for d in current["documents"]:
        for e in d["editions"]:
            for lang, text in e["texts"].items():
                said = recorded.get((d["id"], e["id"], lang))
                if not said or said["source_sha256"] != text["source_sha256"]:
                    raise Refused(f"{d['id']} {e['id']} {lang}: not what the ledger records")
                whole(f"{lang}/{d['id']}/{e['id']}/text.md", hash=said["source_sha256"])
                whole(f"{lang}/{d['id']}/{e['id']}/text.txt", hash=said["plain_sha256"])
                whole(f"embed/{lang}/{d['id']}/{e['id']}.html", integrity=text["integrity"])
                text.update(plain_sha256=said["plain_sha256"], plain_format=said["plain_format"])
    whole(current["element"]["path"], integrity=current["element"]["integrity"])
    with transaction.atomic():
        Blob.objects.bulk_create([Blob(sha256=k, data=v) for k, v in blobs.items()], ignore_conflicts=True)
        Copy.objects.all().delete()
        Copy.objects.create(**beat["ledger"], current=current, lines=lines, files=files)
    return True
