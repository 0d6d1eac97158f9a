"""The example beside a legal site that publishes, is forged, rolled back and goes away:
legal.json has its states, each with the files that are new or other than before."""
import json
import os
import pathlib
import re
from datetime import datetime, timedelta, timezone
from unittest import mock

from django.test import Client, LiveServerTestCase, TestCase
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from . import mirror, rules
from .models import Copy, Event

# At NOON edition 2 of the agreement is published, which takes effect an hour later; edition 3,
# which is not material, an hour after that.
NOON, HOUR = datetime(2026, 12, 1, 12, tzinfo=timezone.utc), timedelta(hours=1)
STATES = json.loads(pathlib.Path(__file__).with_name("legal.json").read_text(encoding="utf-8"))


class Legal:
    def publish(self, n):
        self.files = {}
        for more in STATES[:n]:
            self.files.update(more)

    def get(self, path):
        if path not in self.files:
            raise OSError(path)
        return self.files[path].encode()

    def change(self, path, old, new):
        assert old in self.files[path], path
        self.files[path] = self.files[path].replace(old, new)


def begin(test):
    test.legal, test.now = Legal(), NOON - HOUR
    test.legal.publish(1)
    patch = mock.patch("consent.views.now", lambda: test.now)
    patch.start()
    test.addCleanup(patch.stop)
    mirror.take(test.legal.get)


class ConsentTest(TestCase):
    def setUp(self):
        self.client = Client(enforce_csrf_checks=True)
        begin(self)

    def publish(self, n):
        self.legal.publish(n)
        self.assertTrue(mirror.take(self.legal.get)[0])

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
        for said in ("account: <b>дано", "news: <b>дано", "study: <b>отказано", "показано", "2027-12-02", "aigerim"):
            self.assertIn(said, " ".join(page.split()))
        given = Event.objects.get(state="given").data
        self.assertEqual(given["ledger"], Copy.objects.get().head)
        letters = next(m for m in given["members"] if m["document"] == "letters")
        self.assertEqual(letters["purposes"], {"account": "given", "news": "given", "study": "refused"})
        self.assertEqual(letters["expires_at"], "2027-12-02T00:00:00+05:00")
        kept = json.loads(self.get(receipt + ".json"))
        self.assertEqual((kept["schema"], len(kept["lines"]), [e["state"] for e in kept["events"]]), ("kelisim.receipt/1", 5, ["shown", "given"]))
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
        self.assertIn("news: <b>отозвано", " ".join(self.post("/ru/withdraw", key="letters/news").split()))
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
        self.now = NOON
        self.publish(2)
        self.assertIn('id="coming"', self.get("/ru/"))
        self.assertIn("ru/user-agreement/since/1/coming/", self.get("/ru/coming"))
        self.post("/ru/accept", accept=["user-agreement"])
        self.assertIn("/ru/receipts/", self.where())
        self.now += timedelta(hours=1)
        self.get("/ru/")
        self.assertEqual(self.where(), "", "what was given ahead is not asked")
        self.publish(3)
        self.now += HOUR
        self.get("/ru/")
        self.assertEqual(self.where(), "", "an edition that is not material asks nothing")

    def test_boundary(self):
        self.now = NOON
        self.publish(2)
        self.get("/ru/register")
        self.now += timedelta(hours=1)
        page = self.post("/ru/register", name="aigerim", password="ten letters", accept=["user-agreement", "letters/account"])
        self.assertEqual((self.page.status_code, "вступила в силу новая редакция" in page), (422, True))
        self.assertFalse(Event.objects.filter(state="given").exists(), "what it showed is not recorded as another set")

    def test_expires(self):
        self.register("user-agreement", "letters/account", "letters/news", "letters/study")
        self.now = datetime(2027, 11, 2, tzinfo=timezone.utc)
        self.assertIn('id="offers"', self.get("/ru/"))
        self.get("/ru/accept")
        self.post("/ru/accept")
        self.assertEqual(self.get("/ru/").count('name="key"'), 4, "a renewal that is not taken is no refusal")
        self.now = datetime(2027, 12, 2, tzinfo=timezone.utc)
        self.get("/ru/")
        self.assertEqual(self.where(), "/ru/accept")

    def test_outage_rollback_and_forgery(self):
        for path, old, new, why in (
            ("ru/user-agreement/2/text.md", "пароль", "платит", "text.md: other bytes"),
            ("ru/user-agreement/2/text.txt", "пароль", "платит", "text.txt: other bytes"),
            ("embed/ru/user-agreement/2.html", "не передает", "передает", "does not show what was recorded"),
            ("embed/ru/user-agreement/2.html", "<p ", "<p hidden ", "does not show what was recorded"),
            ("embed/kelisim-text.js", "fetch", "evil", "other bytes"),
            ("api/v1/current.json", "required", "optional", "other bytes"),
            ("ledger/ledger.jsonl", "agreement", "Agreement", "the ledger is broken"),
            ("api/v1/heartbeat.json", "{", "<", "Expecting"),
        ):
            self.legal.publish(2)
            self.legal.change(path, old, new)
            self.assertRaisesRegex(ValueError if "heartbeat" in path else mirror.Refused, why, mirror.take, self.legal.get)
        self.legal.files = {}
        self.assertRaises(OSError, mirror.take, self.legal.get)
        self.assertEqual(Copy.objects.get().records, 3)
        self.assertIn("/ru/receipts/", self.register("user-agreement", "letters/account") and self.where(), "registration goes on")
        self.publish(2)
        self.assertFalse(mirror.take(self.legal.get)[0])
        self.legal.publish(1)
        self.assertRaisesRegex(mirror.Refused, "does not continue", mirror.take, self.legal.get)
        known = Copy.objects.get().head
        Copy.objects.all().delete()
        self.assertRaisesRegex(mirror.Refused, "does not continue", mirror.take, self.legal.get, known)

    def forge(self, *pairs):
        self.legal.publish(2)
        was = self.legal.files["api/v1/current.json"]
        for old, new in pairs:
            self.legal.change("api/v1/current.json", old, new)
        self.legal.change("api/v1/heartbeat.json", mirror.sha256(was.encode()), mirror.sha256(self.legal.files["api/v1/current.json"].encode()))

    def test_the_ledger_decides(self):
        self.forge(("ведения", "продажи"))
        self.assertRaisesRegex(mirror.Refused, "the words of the purpose account", mirror.take, self.legal.get)
        self.forge(('"required"', '"informed"'), ('"2026-12-01T18', '"2026-12-09T18'), ('"optional":true', '"x":0'), ('"suffices":["2"]', '"suffices":["1","2"]'))
        mirror.take(self.legal.get)
        data, t = Copy.objects.get().data, NOON + HOUR
        given = [{"document": "user-agreement", "edition": "1", "state": "given", "at": NOON.isoformat()}]
        self.assertEqual(sorted(rules.ask(data, rules.together(data, "user-agreement", t), given, t), key=str), [
            ("letters", "account", "require"), ("letters", "news", "offer"), ("letters", "study", "offer"), ("user-agreement", None, "require")])

    def test_before_the_first_copy(self):
        Copy.objects.all().delete()
        self.get("/kk/register")
        self.assertEqual(self.page.status_code, 503)


class BrowserTest(LiveServerTestCase):
    """Each text in its element, under the policy, in Chromium."""

    def test_register(self):
        begin(self)
        options = webdriver.ChromeOptions()
        options.binary_location = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        for option in ("--headless", "--no-sandbox", "--disable-gpu"):
            options.add_argument(option)
        options.set_capability("goog:loggingPrefs", {"browser": "WARNING"})
        driver = webdriver.Chrome(options=options)
        self.addCleanup(driver.quit)
        driver.get(self.live_server_url + "/kk/register")
        wait = WebDriverWait(driver, 60)
        wait.until(lambda d: d.execute_script("return [...document.querySelectorAll('kelisim-text')].filter(e => e.shadowRoot?.querySelector('article')).length") == 3)
        self.assertIn("Пайдаланушы жүйеге өз атымен кіреді.", driver.execute_script("return document.querySelector('kelisim-text').shadowRoot.textContent"))
        driver.find_element(By.NAME, "name").send_keys("aigerim")
        driver.find_element(By.NAME, "password").send_keys("ten letters")
        self.assertFalse(driver.execute_script("return document.querySelector('form').checkValidity()"), "boxes are required")
        for box in driver.find_elements(By.NAME, "accept"):
            driver.execute_script("arguments[0].click()", box)
        driver.execute_script("document.querySelector('form').requestSubmit()")
        wait.until(lambda d: "/kk/receipts/" in d.current_url and "news: берілді" in d.find_element(By.TAG_NAME, "main").text)
        self.assertEqual(driver.get_log("browser"), [])
