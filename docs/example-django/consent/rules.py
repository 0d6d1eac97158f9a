"""The rules of docs/integrator.md. data is current.json, or {"documents": [...]} of
documents/ID.json files; t is an aware datetime."""

import calendar
import hashlib
import html
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


def read(lines):
    """What a ledger says, as the other rules read it: {"documents": [{id, editions, sets}]},
    from its lines alone, whose chain was taken. It knows no words: a purpose has those
    editions in suffices that hold whatever the words are, and in may those that hold if
    they are the same."""
    records, documents = [json.loads(line) for line in lines], {}
    for i, c in enumerate(records):
        if c["kind"] == "clock":
            for r in records[c["corrects"] - 1:i]:
                correct(r, c["recorded"])
    for r in records:
        record(documents, r)
    for d in documents.values():
        bound(d)
    data = {"documents": list(documents.values())}
    for d in data["documents"]:
        d["sets"] = sets(data, d["id"])
    return data


def correct(r, recorded):
    """A record whose clock was ahead counts as made when the clock was set right."""
    if at(r["recorded"]) <= at(recorded):
        return
    published, r["recorded"] = r.get("published"), recorded
    if published and at(published) > at(recorded):
        r["published"] = recorded
    if published and r.get("effective") == published:  # from the moment of publication
        r["effective"] = r["published"]


def record(documents, r):
    kind = r["kind"]
    if kind in ("key", "clock"):
        return  # of the ledger, not of a document
    d = documents.setdefault(r["document"], {"id": r["document"], "editions": [], "ends": []})
    stand = [end for end in d["ends"] if at(end) <= at(r["recorded"])]  # what is to come is moved or taken back
    if kind == "repeal":
        d["ends"] = stand + [r["from"]]
    elif kind == "unrepeal":
        d["ends"] = stand
    elif kind == "edition":
        s = r["snapshot"]
        e = {"id": r["edition"], "kind": s["kind"], "from": r["effective"], "published": r["published"], "texts": {},
             "acceptance": s.get("acceptance") or ("required" if s["kind"] in ("agreement", "consent") else "informed"),
             "annex_of": s.get("annex_of"), "incorporates": s.get("incorporates", []), "seq": r["edition_seq"], "since": r["reaccept_since"],
             "material_for": r.get("material_for", [])}
        e.update({k: s[k] for k in ("expires", "renew_notice", "purposes") if k in s})
        d["editions"].append(e)
    elif kind not in ("text", "withdraw"):
        raise ValueError(f"a record of the kind {kind}")
    e = next((e for e in d["editions"] if e["id"] == r.get("edition")), None)
    if kind == "withdraw":
        e["withdrawn"] = r["recorded"]
    for text in r.get("texts", []):
        e["texts"][text.pop("language")] = {**text, "published": r["published"]}


def bound(d):
    """Until when each edition is in force, and whose acceptance holds for it."""
    live = [e for e in d["editions"] if "withdrawn" not in e]
    for e in d["editions"]:
        before = live[:live.index(e) + 1] if e in live else []
        e["suffices"] = [x["id"] for x in before if x["seq"] >= e["since"]]
        for p in e.get("purposes", []):
            p["may"] = []
            for x in reversed(before):
                if p["id"] not in [q["id"] for q in x.get("purposes", [])]:
                    break
                p["may"].insert(0, x["id"])
                if p["id"] in x["material_for"]:
                    break
            p["suffices"] = [id for id in p["may"] if id in e["suffices"]]
    for i, e in enumerate(live):
        ends = [end for end in d["ends"] if at(end) > at(e["from"])] + [x["from"] for x in live[i + 1:i + 2]]
        if ends:
            e["until"] = min(ends, key=at)


def sets(data, document):
    """What is in force together with a document, span by span."""
    cuts, out = {}, []
    for e in [e for d in data["documents"] for e in d["editions"] if "withdrawn" not in e]:
        cuts.update({at(e[k]): e[k] for k in ("from", "until") if k in e})
    instants = sorted(cuts)
    for i, t in enumerate(instants):
        members = gather(data, document, t, {})
        if not members:
            continue
        id = hashlib.sha256("".join(f"{d} {e}\n" for d, e in sorted(members.items())).encode()).hexdigest()
        until = {"until": cuts[instants[i + 1]]} if i + 1 < len(instants) else {}
        if out and out[-1]["id"] == id:
            del out[-1]["until"]
            out[-1].update(until)
        else:
            out.append({"id": id, "from": cuts[t], **until, "members": members})
    return out


def gather(data, document, t, members):
    """A document's edition in force, what it incorporates, and what is annexed to it."""
    id = in_force(data, document, t)
    if id is None or document in members:
        return members
    members[document] = id
    for named in edition(data, document, id)["incorporates"]:
        gather(data, named, t, members)
    for d in data["documents"]:
        annex = in_force(data, d["id"], t)
        if annex is not None and edition(data, d["id"], annex)["annex_of"] == document:
            gather(data, d["id"], t, members)
    return members


ATTRIBUTES = (r'(?: (?:(?:id|rel|title|lang|role|tabindex|scope|(?:aria|data)-[\w-]+)="[^"]*"|class="(?:kelisim-text|kt-\w+(?: kt-\w+)*)"'
              r'|href="(?:#|(?:https?|mailto|tel):)[^"]*"))*')
INLINE = re.compile(r"</?(?:em|strong|code|a)" + ATTRIBUTES + ">", re.ASCII)  # these join words
BLOCK = re.compile(r"</?(?:article|h[2-6r]|p|div|ul|li|blockquote|t(?:able|head|body|[rhd])|pre|br)" + ATTRIBUTES + ">", re.ASCII)  # these part them


def words(text):
    """Without the marks of quotations, lists and cells."""
    return " ".join(w for w in text.split() if w not in (">", "-", "|"))


def shows(fragment, plain):
    """Whether a fragment shows the words of text.txt, all of them, in their order, and nothing else."""
    bare = BLOCK.sub(" ", INLINE.sub("", fragment))
    return not re.search("[<>]", bare) and words(html.unescape(bare)) == words(plain)


def stands(purpose, plain):
    """Whether each line of a purpose's words stands in text.txt."""
    return all(f" {words(line)} " in f" {words(plain)} " for line in purpose.split("\n"))
