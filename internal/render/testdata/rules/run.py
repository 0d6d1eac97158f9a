import json
import sys
from datetime import datetime

import rules

v = json.load(open("vectors.json", encoding="utf-8"))
at = datetime.fromisoformat


def sets(c, data):
    return next((d["sets"] for d in data["documents"] if d["id"] == c["document"]), [])


def of_ask(c, data, t):
    s = next(s for s in sets(c, data) if s["id"] == c["set"]) if "set" in c else rules.together(data, c["document"], t)
    return sorted((d, p or "", k) for d, p, k in rules.ask(data, s, c["answers"], t)) if s else []


def facts(d):
    """What a ledger says of a document, without what the rule keeps for itself."""
    own = lambda x, *names: [x.get(n) for n in names]
    when = lambda x, *names: [at(x[n]) if n in x else None for n in names]
    return [d["id"],
            [[own(e, "id", "acceptance", "expires", "renew_notice", "suffices"), when(e, "from", "until", "withdrawn", "published"),
              [own(p, "id", "clauses", "optional", "suffices", "may") for p in e.get("purposes", [])],
              {lang: [own(t, "title", "source_sha256", "plain_sha256", "plain_format"), when(t, "published")] for lang, t in e["texts"].items()}]
             for e in d["editions"]],
            [[s["id"], when(s, "from", "until"), s["members"]] for s in d["sets"]]]


def answer(c):
    data, t = v["data"].get(c.get("data")), at(c["at"]) if "at" in c else None
    match c["rule"]:
        case "in_force":
            return rules.in_force(data, c["document"], t)
        case "together":
            s = rules.together(data, c["document"], t)
            return s and s["id"]
        case "ask":
            return of_ask(c, data, t)
        case "due":
            return rules.due(data, next(s for s in sets(c, data) if s["id"] == c["set"]), c["accepted"])
        case "acceptable":
            return rules.acceptable(data, c["form"], c["answers"], t)
        case "expiry":
            return rules.expiry(t, c.get("expires"), c.get("renew_notice"), c["zone"])
        case "take":
            return rules.take(c["known"], c["head"], c["lines"])
        case "read":
            try:
                return [facts(d) for d in rules.read(c["lines"])["documents"]]
            except ValueError:
                return None
        case "shows":
            return rules.shows(c["fragment"], c["plain"])
        case "stands":
            return rules.stands(c["words"], c["plain"])
        case "look":
            return rules.look(c["heartbeat"], t, c["every"], c["late"])


def want(c):
    w = c["want"]
    match c["rule"]:
        case "ask":
            return sorted((a["document"], a.get("purpose", ""), a["ask"]) for a in w)
        case "expiry":
            return tuple(at(w[k]) if k in w else None for k in ("expires_at", "renew_at"))
        case "read":
            return w and [facts(d) for d in w]
        case "look":
            return at(w["at"]), w["late"]
    return w


right = 0
for c in v["cases"]:
    got = answer(c)
    if got == want(c):
        right += 1
    else:
        print(c["rule"], c["name"], got)
print(f"{right} right, {len(v['cases']) - right} wrong")
