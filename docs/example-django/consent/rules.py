"""The rules of docs/integrator.md. data is current.json, or {"documents": [...]} of
documents/ID.json files; t is an aware datetime."""

import calendar
import hashlib
import json
import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def at(s):
    return datetime.fromisoformat(s)


def after(instant, t):
    return instant is not None and t < at(instant)


def covers(span, t):
    return "from" in span and not after(span["from"], t) and ("until" not in span or after(span["until"], t))


def find(data, document):
    return next((d for d in data["documents"] if d["id"] == document), {"editions": [], "sets": []})


def edition(data, document, id):
    return next(e for e in find(data, document)["editions"] if e["id"] == id)


def in_force(data, document, t):
    """The id of the edition of a document in force at t, or None."""
    return next((e["id"] for e in find(data, document)["editions"] if "withdrawn" not in e and covers(e, t)), None)


def together(data, document, t):
    """The set of a document in force at t, or None."""
    return next((s for s in find(data, document)["sets"] if covers(s, t)), None)


def items(data, set):
    """What a set asks: (document, purpose or None, suffices, required)."""
    for document, id in set["members"].items():
        e = edition(data, document, id)
        if e["acceptance"] != "informed":
            for p in e.get("purposes", [{"suffices": e["suffices"]}]):
                required = e["acceptance"] == "required" and not p.get("optional", False)
                yield document, p.get("id"), p["suffices"], required


def ask(data, set, answers, t):
    """What to ask of a person at t for a set: [(document, purpose, "require" | "offer" |
    "renew")]. For a set that is to come it is what will be asked then."""
    then = max(t, at(set["from"]))
    out = []
    for document, purpose, suffices, required in items(data, set):
        hers = [a for a in answers if a["document"] == document and a.get("purpose") == purpose
                and a["edition"] in suffices and not after(a["at"], t)]
        last = {}
        for a in hers:
            if not last or at(a["at"]) >= at(last["at"]):
                last = a
        valid = last.get("state") == "given" and ("expires_at" not in last or after(last["expires_at"], then))
        if valid:
            if "renew_at" in last and not after(last["renew_at"], then):
                out.append((document, purpose, "renew"))
        elif required:
            out.append((document, purpose, "require"))
        elif last.get("state") not in ("refused", "withdrawn"):
            out.append((document, purpose, "offer"))
    return out


def due(data, set, accepted):
    """Whether a person who gave all that a set asked, as a dict of editions by document,
    must be asked again for another set."""
    return any(required and accepted.get(document) not in suffices for document, _, suffices, required in items(data, set))


def acceptable(data, form, answers, t):
    """Whether what a form posted may be recorded at t."""
    sets = find(data, form["document"])["sets"]
    set = next((s for s in sets if s["id"] == form["set"] and (covers(s, t) or after(s.get("from"), t))), None)
    shown = {x["document"]: x for x in form["shown"]}
    if set is None or len(form["shown"]) != len(set["members"]):
        return False
    for document, id in set["members"].items():
        x, e = shown.get(document), edition(data, document, id)
        published = e.get("published", e["from"])
        there = lambda lang: lang in e["texts"] and not after(e["texts"][lang].get("published", published), t)
        if x is None or x["edition"] != id or not there(x["language"]):
            return False
        if e["texts"][x["language"]]["source_sha256"] != x["sha256"]:
            return False
        if x["language"] != form["language"] and there(form["language"]):
            return False
    given = [(g["document"], g.get("purpose")) for g in form["given"]]
    return all(kind != "require" or (document, purpose) in given for document, purpose, kind in ask(data, set, answers, t))


def add(day, period, sign, days):
    y, m, w, d = (int(n or 0) for n in re.fullmatch(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?", period).groups())
    months = day.year * 12 + day.month - 1 + sign * (12 * y + m)
    year, month = divmod(months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last)) + timedelta(sign * (7 * w + d) + days)


def expiry(t, expires, renew_notice, zone):
    """When what was given at t is no longer good, and from when it may be renewed."""
    if not expires:
        return None, None
    zone = ZoneInfo(zone)
    end = add(t.astimezone(zone).date(), expires, 1, 1)
    start = lambda day: datetime.combine(day, time(), zone)
    return start(end), start(add(end, renew_notice, -1, 0)) if renew_notice else None


def take(known, head, lines):
    """What to do with a ledger that heartbeat.json names by its head: "refuse" it, for it
    is broken, another one or shorter than the one known; "same"; "new"."""
    last = "0" * 64
    kept = {0: last}
    for i, line in enumerate(lines):
        if json.loads(line)["prev"] != last:
            return "refuse"
        last = kept[i + 1] = hashlib.sha256(line.encode()).hexdigest()
    if len(lines) != head["records"] or last != head["sha256"] or kept.get(known["records"]) != known["sha256"]:
        return "refuse"
    return "same" if head["records"] == known["records"] else "new"


def look(heartbeat, t, every, late):
    """When to look at heartbeat.json again, and whether the site is late."""
    change = at(heartbeat["next_change"]) if "next_change" in heartbeat else None
    again = t + timedelta(seconds=every)
    if change is not None and change > t:
        again = min(again, change)
    return again, t - at(heartbeat["built"]) > timedelta(seconds=late) or change is not None and change <= t
