"""The example beside a small legal site that publishes, is forged, rolled back and goes away."""
import base64
import hashlib
import json
import re
from datetime import datetime, timedelta, timezone
from unittest import mock

from django.test import Client, TestCase

from . import mirror
from .models import Copy, Event

NOON = datetime(2026, 12, 1, 12, tzinfo=timezone.utc)
sum = lambda data: hashlib.sha256(data).hexdigest()
integrity = lambda data: "sha256-" + base64.b64encode(hashlib.sha256(data).digest()).decode()


class Legal:
    """The files of a legal site: an agreement and a consent with purposes, annexed to it."""

    def __init__(self):
        self.files, self.lines, self.documents, self.away = {"embed/kelisim-text.js": b"// the element"}, [], {}, False

    def publish(self, document, edition, start, acceptance="required", purposes=()):
        texts, current = [], {}
        for lang in ("kk", "ru"):
            for name, kind in ((f"{lang}/{document}/{edition}/text.md", "md"), (f"{lang}/{document}/{edition}/text.txt", "txt"), (f"embed/{lang}/{document}/{edition}.html", "html")):
                self.files[name] = f"{document} {edition} {lang} {kind}".encode()
            md, txt, html = (self.files[n] for n in (f"{lang}/{document}/{edition}/text.md", f"{lang}/{document}/{edition}/text.txt", f"embed/{lang}/{document}/{edition}.html"))
            texts.append({"language": lang, "source_sha256": sum(md), "plain_sha256": sum(txt), "plain_format": "kelisim.plain/1"})
            current[lang] = {"title": f"{document} {lang}", "source_sha256": sum(md), "integrity": integrity(html)}
        e = {"id": edition, "from": start.isoformat(), "acceptance": acceptance, "suffices": [edition], "texts": current}
        if start > NOON:
            e["published"] = NOON.isoformat()
        if purposes:
            e["expires"], e["renew_notice"] = "P1Y", "P30D"
            e["purposes"] = [{"id": p.rstrip("?"), "suffices": [edition], "texts": {lang: {"text": p} for lang in current}, **({"optional": True} if "?" in p else {})} for p in purposes]
        editions = self.documents.setdefault(document, [])
        if editions:
            editions[-1]["until"] = e["from"]
        editions.append(e)
        self.lines.append(json.dumps({"prev": sum(self.lines[-1].encode()) if self.lines else "0" * 64, "document": document, "edition": edition, "texts": texts}))
        self.build()

    def build(self):
        head = {"records": len(self.lines), "sha256": sum(self.lines[-1].encode())}
        self.files["ledger/ledger.jsonl"] = "".join(line + "\n" for line in self.lines).encode()
        cuts = sorted({e["from"] for es in self.documents.values() for e in es})
        sets = []
        for i, cut in enumerate(cuts):
            held = {d: next((e["id"] for e in es if e["from"] <= cut and ("until" not in e or cut < e["until"])), None) for d, es in self.documents.items()}
            members = {d: e for d, e in held.items() if e}
            id = sum("".join(f"{d} {e}\n" for d, e in sorted(members.items())).encode())
            sets.append({"id": id, "from": cut, "members": members, **({"until": cuts[i + 1]} if i + 1 < len(cuts) else {})})
        documents = [{"id": d, "kind": "agreement", "editions": es, "sets": sets if d == "user-agreement" else []} for d, es in self.documents.items()]
        self.files["api/v1/current.json"] = json.dumps({"site": {"timezone": "Asia/Almaty"}, "ledger": head, "documents": documents,
            "element": {"path": "embed/kelisim-text.js", "integrity": integrity(self.files["embed/kelisim-text.js"])}}).encode()
        self.files["api/v1/heartbeat.json"] = json.dumps({"ledger": head, "current": {"sha256": sum(self.files["api/v1/current.json"])}}).encode()

    def get(self, path):
        if self.away:
            raise OSError("away")
        return self.files[path]


class ConsentTest(TestCase):
    def setUp(self):
        self.legal, self.now, self.client = Legal(), NOON, Client(enforce_csrf_checks=True)
        self.legal.publish("user-agreement", "1", NOON - timedelta(days=1))
        self.legal.publish("letters", "1", NOON - timedelta(days=1), purposes=["account", "news?", "study?"])
        patch = mock.patch("consent.views.now", lambda: self.now)
        patch.start()
        self.addCleanup(patch.stop)
        mirror.take(self.legal.get)

    def get(self, path):
        self.page = self.client.get(path, follow=True)
        return self.page.content.decode()

    def post(self, path, **data):
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', self.page.content.decode()))
        self.page = self.client.post(path, {**hidden, **data}, follow=True)
        return self.page.content.decode()

    def register(self, *accept):
        self.get("/ru/register")
        return self.post("/ru/register", name="aigerim", password="ten letters", accept=accept)

    def where(self):
        return self.page.redirect_chain[-1][0] if self.page.redirect_chain else ""

    def test_register(self):
        page = self.get("/ru/register")
        self.assertEqual(page.count('type="checkbox"'), 4)
        self.assertNotIn("checked", page)
        self.assertIn("require-trusted-types-for 'script'", self.page["Content-Security-Policy"])
        self.assertNotRegex(page, r"<script>|style=|onclick")
        page = self.post("/ru/register", name="aigerim", password="ten letters", accept=["user-agreement"])
        self.assertEqual(self.page.status_code, 422)
        self.assertIn("Отмечены не все тексты", page)
        page = self.register("user-agreement", "letters/account", "letters/news")
        receipt = self.where()
        self.assertIn("/ru/receipts/", receipt)
        for said in ("news: дано", "study: отказано", "aigerim"):
            self.assertIn(said, " ".join(page.split()))
        given = Event.objects.get(state="given").data
        self.assertEqual(given["ledger"], Copy.objects.get().head)
        self.assertEqual(given["members"][1]["purposes"], {"account": "given", "news": "given", "study": "refused"})
        self.assertEqual(given["members"][1]["expires_at"], "2027-12-02T00:00:00+05:00")
        self.assertEqual([e["state"] for e in json.loads(self.get(receipt + ".json"))], ["shown", "given"])
        self.assertEqual(Client().get(receipt).status_code, 404, "a receipt is the person's own")
        self.assertNotIn('id="offers"', self.get("/ru/"))

    def test_forged(self):
        self.get("/ru/register")
        self.assertEqual(self.client.post("/ru/register", {"name": "x"}).status_code, 403)
        self.page = self.client.get("/ru/register")
        self.post("/ru/register", name="x", password="ten letters", accept=["user-agreement", "letters/account", "letters/other"])
        self.assertEqual(self.page.status_code, 422)

    def test_withdraw(self):
        self.register("user-agreement", "letters/account", "letters/news")
        self.get("/ru/")
        self.assertIn("news: отозвано", " ".join(self.post("/ru/withdraw", key="letters/news").split()))
        self.get("/ru/")
        self.post("/ru/withdraw", key="letters/study")
        self.assertEqual(Event.objects.filter(state="withdrawn").count(), 1, "only what was given")
        self.get("/ru/")
        self.now += timedelta(minutes=1)
        self.post("/ru/withdraw", key="letters/account")
        page = self.get("/ru/")
        self.assertEqual((self.where(), page.count('type="checkbox"')), ("/ru/accept", 1), "only that one is asked")

    def test_ahead(self):
        self.register("user-agreement", "letters/account")
        self.legal.publish("user-agreement", "2", NOON + timedelta(hours=1))
        mirror.take(self.legal.get)
        self.assertIn('id="coming"', self.get("/ru/"))
        self.get("/ru/coming")
        self.post("/ru/accept", accept=["user-agreement"])
        self.assertIn("/ru/receipts/", self.where())
        self.now += timedelta(hours=1)
        self.get("/ru/")
        self.assertEqual(self.where(), "", "what was given ahead is not asked")

    def test_boundary(self):
        self.legal.publish("user-agreement", "2", NOON + timedelta(hours=1))
        mirror.take(self.legal.get)
        self.get("/ru/register")
        self.now += timedelta(hours=1)
        page = self.post("/ru/register", name="aigerim", password="ten letters", accept=["user-agreement", "letters/account"])
        self.assertEqual((self.page.status_code, "вступила в силу новая редакция" in page), (422, True))
        self.assertFalse(Event.objects.filter(state="given").exists(), "what it showed is not recorded as another set")

    def test_expires(self):
        self.register("user-agreement", "letters/account", "letters/news", "letters/study")
        self.now = datetime(2027, 11, 2, tzinfo=timezone.utc)
        self.assertIn('id="offers"', self.get("/ru/"))
        self.now = datetime(2027, 12, 2, tzinfo=timezone.utc)
        self.get("/ru/")
        self.assertEqual(self.where(), "/ru/accept")

    def test_outage_rollback_and_forgery(self):
        good = Copy.objects.get().head
        self.legal.away = True
        self.assertRaises(OSError, mirror.take, self.legal.get)
        self.legal.away, lines = False, list(self.legal.lines)
        self.legal.lines.pop()
        self.legal.build()
        self.assertRaises(mirror.Refused, mirror.take, self.legal.get)
        self.legal.lines = lines
        self.legal.publish("user-agreement", "2", NOON + timedelta(hours=1))
        for name in ("ru/user-agreement/2/text.md", "embed/kk/user-agreement/2.html", "ru/user-agreement/2/text.txt", "api/v1/current.json"):
            kept, self.legal.files[name] = self.legal.files[name], self.legal.files[name].replace(b"2", b"3")
            self.assertRaises(mirror.Refused, mirror.take, self.legal.get)
            self.legal.files[name] = kept
        self.assertEqual(Copy.objects.get().head, good)
        self.assertIn("/ru/receipts/", self.register("user-agreement", "letters/account") and self.where(), "registration goes on")
        self.assertTrue(mirror.take(self.legal.get))
        self.assertFalse(mirror.take(self.legal.get))

    def test_before_the_first_copy(self):
        Copy.objects.all().delete()
        self.get("/kk/register")
        self.assertEqual(self.page.status_code, 503)
