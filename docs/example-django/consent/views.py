"""The pages: registration, login, home, accepting, withdrawing, receipts."""
import secrets

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.models import User
from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from . import rules
from .mirror import integrity
from .models import Blob, Copy, Event, answers
from .words import words

CSP = ("default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
       "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types kelisim-text")


def policy(get_response):
    """A page loads what this server serves and nothing else."""
    def middleware(request):
        response = get_response(request)
        response["Content-Security-Policy"], response["X-Content-Type-Options"], response["Referrer-Policy"] = CSP, "nosniff", "same-origin"
        response.setdefault("Cache-Control", "private, no-cache")
        return response
    return middleware


def now():
    return timezone.now()


def page(request, lang, name, status=200, **more):
    if lang not in words:
        raise Http404
    return render(request, name + ".html", {"lang": lang, "t": words[lang], "legal": settings.LEGAL, **more}, status=status)


def sets(copy, t):
    """The set in force at t and the first one to come; each may be None."""
    inforce = rules.together(copy.data, settings.DOCUMENT, t)
    coming = [s for s in rules.find(copy.data, settings.DOCUMENT)["sets"] if rules.after(s.get("from"), t)]
    return inforce, min(coming, key=lambda s: rules.at(s["from"]), default=None)


def asks(copy, set, user, t):
    return rules.ask(copy.data, set, answers(user), t) if set else []


def members(copy, set, asked, user, lang, t):
    """The texts of a set as they are shown, each with a box for what is asked of it."""
    out, before = [], {a["document"]: a["edition"] for a in held(user).values()}
    for document, id in sorted(set["members"].items(), key=lambda m: m[0] != settings.DOCUMENT):
        e = rules.edition(copy.data, document, id)
        there = [x for x in e["texts"] if not rules.after(e["texts"][x]["published"], t)]
        language = lang if lang in there else min(there)
        text = e["texts"][language]
        fragment = copy.files[f"embed/{language}/{document}/{id}.html"]
        m = {"document": document, "edition": id, "language": language, "title": text["title"], "acceptance": e["acceptance"], "shown_sha256": fragment}
        m.update({k: text[k] for k in ("source_sha256", "plain_sha256", "plain_format")})
        purposes = {p["id"]: p["texts"][language]["text"] for p in e.get("purposes", [])}
        boxes = [{"key": d + ("/" + p if p else ""), "purpose": p, "words": purposes.get(p, text["title"]), "kind": kind}
                 for d, p, kind in asked if d == document]
        old = before.get(document, id)
        compare = f"{language}/{document}/since/{old}/" + ("coming/" if rules.after(set["from"], t) else "") if old != id else ""
        out.append({"record": m, "integrity": integrity(fragment), "boxes": boxes, "compare": compare})
    return out


def show(request, lang, name, set, status=200, problem="", **more):
    """Shows a form and records that it was shown, with what it may be answered."""
    copy, t = Copy.objects.first(), now()
    if copy is None:
        return page(request, lang, "waiting", 503)
    user = request.user if request.user.is_authenticated else None
    texts = members(copy, set, asks(copy, set, user, t), user, lang, t) if set else []
    form = secrets.token_urlsafe(16)
    record = {"schema": "kelisim.acceptance/1", "id": secrets.token_urlsafe(16), "form": form, "state": "shown", "at": t.isoformat(timespec="milliseconds"),
              "document": settings.DOCUMENT, "set": set["id"] if set else "", "language": lang, "members": [x["record"] for x in texts], "ledger": copy.head}
    if user:
        record["subject"] = {"id": str(user.pk)}
    if set:
        Event.objects.create(form=form, user=user, state="shown", data=record)
    request.session["form"] = {"id": form, "boxes": {b["key"]: b["kind"] for x in texts for b in x["boxes"]}}
    return page(request, lang, name, status, texts=texts, form=form, problem=problem, set=set, **more)


def take(request):
    """The shown event of the form that was posted, and what is wrong with it."""
    asked = request.session.pop("form", {})
    shown = Event.objects.filter(form=asked.get("id"), state="shown").first()
    copy, given = Copy.objects.first(), request.POST.getlist("accept")
    if shown is None or request.POST.get("form") != asked["id"] or not set(given) <= set(asked["boxes"]):
        return None, [], "old"
    user = request.user if request.user.is_authenticated else None
    form = {"document": settings.DOCUMENT, "set": shown.data["set"], "language": shown.data["language"],
            "shown": [{"document": m["document"], "edition": m["edition"], "language": m["language"], "sha256": m["source_sha256"]} for m in shown.data["members"]],
            "given": [dict(zip(("document", "purpose"), g.split("/"))) for g in given]}
    known = [s for s in rules.find(copy.data, settings.DOCUMENT)["sets"] if s["id"] == form["set"]]
    t = now()
    if not any(rules.covers(s, t) or rules.after(s.get("from"), t) for s in known):
        return shown, given, "new"
    if any(kind == "require" and key not in given for key, kind in asked["boxes"].items()):
        return shown, given, "missing"
    return shown, given, "" if rules.acceptable(copy.data, form, answers(user), t) else "new"


def give(request, shown, given, boxes):
    """Records what was answered: a box that was left empty is a refusal, but for what could be renewed."""
    copy, t = Copy.objects.first(), now()
    record = {**shown.data, "id": secrets.token_urlsafe(16), "state": "given", "at": t.isoformat(timespec="milliseconds"),
              "subject": {"id": str(request.user.pk)}, "method": "checkbox"}
    record["members"] = [dict(m) for m in record["members"]]
    for m in record["members"]:
        for key, kind in boxes.items():
            document, _, purpose = key.partition("/")
            if document == m["document"] and (kind != "renew" or key in given):
                state = "given" if key in given else "refused"
                if purpose:
                    m.setdefault("purposes", {})[purpose] = state
                else:
                    m["answer"] = state
        e = rules.edition(copy.data, m["document"], m["edition"])
        end, renew = rules.expiry(t, e.get("expires"), e.get("renew_notice"), copy.data["zone"])
        if end and ("answer" in m or "purposes" in m):
            m["expires_at"] = end.isoformat()
            if renew:
                m["renew_at"] = renew.isoformat()
    Event.objects.create(form=shown.form, user=request.user, state="given", data=record)
    return redirect(f"/{record['language']}/receipts/{shown.form}")


def ended(request, lang, name, problem, shown, **more):
    copy, t = Copy.objects.first(), now()
    inforce, coming = sets(copy, t) if copy else (None, None)
    again = coming if shown and coming and shown.data["set"] == coming["id"] else inforce
    return show(request, lang, name, again, 422, words[lang][problem], **more)


def register(request, lang):
    copy = Copy.objects.first()
    inforce = sets(copy, now())[0] if copy else None
    if request.method != "POST":
        return show(request, lang, "register", inforce)
    boxes = request.session.get("form", {}).get("boxes", {})
    shown, given, problem = take(request)
    name, password = request.POST.get("name", "").strip(), request.POST.get("password", "")
    if not problem and (len(password) < 10 or not name or User.objects.filter(username=name).exists()):
        problem = "name"
    if problem:
        return ended(request, lang, "register", problem, None, typed=name)
    with transaction.atomic():
        user = User.objects.create_user(name, password=password)
        login(request, user)
        return give(request, shown, given, boxes)


def sign_in(request, lang):
    user = authenticate(username=request.POST.get("name"), password=request.POST.get("password")) if request.method == "POST" else None
    if user is None:
        return page(request, lang, "login", 422 if request.method == "POST" else 200)
    login(request, user)
    return redirect(f"/{lang}/")


@require_POST
def sign_out(request, lang):
    logout(request)
    return redirect(f"/{lang}/login")


def held(user):
    """What a person gave last and did not withdraw: {document/purpose: (edition, instant)}."""
    out = {}
    for a in answers(user):
        out[a["document"] + "/" + a.get("purpose", "")] = a
    return {k: a for k, a in out.items() if a["state"] == "given"}


def home(request, lang):
    if not request.user.is_authenticated:
        return redirect(f"/{lang}/login")
    copy, t = Copy.objects.first(), now()
    inforce, coming = sets(copy, t) if copy else (None, None)
    asked = asks(copy, inforce, request.user, t)
    if any(kind == "require" for _, _, kind in asked):
        return redirect(f"/{lang}/accept")
    ahead = [a for a in asks(copy, coming, request.user, t) if a not in asked]
    receipts = Event.objects.filter(user=request.user, state="given").order_by("-pk")
    return page(request, lang, "home", coming=coming if ahead else None, offers=asked, held=held(request.user), receipts=receipts)


def accept(request, lang, ahead=False):
    if not request.user.is_authenticated:
        return redirect(f"/{lang}/login")
    if request.method == "POST":
        boxes = request.session.get("form", {}).get("boxes", {})
        shown, given, problem = take(request)
        return ended(request, lang, "accept", problem, shown) if problem else give(request, shown, given, boxes)
    copy, t = Copy.objects.first(), now()
    chosen = sets(copy, t)[1 if ahead else 0] if copy else None
    return show(request, lang, "accept", chosen, ahead=ahead) if asks(copy, chosen, request.user, t) else redirect(f"/{lang}/")


@require_POST
def withdraw(request, lang):
    key, mine = request.POST.get("key", ""), held(request.user) if request.user.is_authenticated else {}
    if key not in mine:
        return redirect(f"/{lang}/")
    document, _, purpose = key.partition("/")
    given = [e for e in Event.objects.filter(user=request.user, state="given").order_by("-pk") if e.data["at"] == mine[key]["at"]][0]
    m = next(m for m in given.data["members"] if m["document"] == document)
    m = {k: v for k, v in m.items() if k not in ("answer", "purposes", "expires_at", "renew_at")}
    m.update({"purposes": {purpose: "withdrawn"}} if purpose else {"answer": "withdrawn"})
    record = {**given.data, "id": secrets.token_urlsafe(16), "state": "withdrawn", "at": now().isoformat(timespec="milliseconds"), "members": [m],
              "ledger": Copy.objects.first().head}
    Event.objects.create(form=given.form, user=request.user, state="withdrawn", data=record)
    return redirect(f"/{lang}/receipts/{given.form}")


@require_GET
def receipt(request, lang, form, kind="html"):
    """A kelisim.receipt/1: what she answered on one form and since, for her to keep, in her language."""
    events = [e.data for e in Event.objects.filter(form=form).order_by("pk")]
    subject = {"id": str(request.user.pk)}
    if lang not in words or not request.user.is_authenticated or subject not in [e.get("subject") for e in events if e["state"] == "given"]:
        raise Http404
    lines = []
    for e in events:
        for m in e["members"] if e["state"] != "shown" else []:
            for purpose, state in ({"": m["answer"]} if "answer" in m else m.get("purposes", {"": "shown"})).items():
                lines.append({**{k: m[k] for k in ("document", "edition", "language", "title")}, **({"purpose": purpose} if purpose else {}),
                              "state": state, "says": words[lang]["states"][state], "at": e["at"],
                              **({"expires_at": m["expires_at"]} if state == "given" and "expires_at" in m else {}),
                              "text": f"{m['language']}/{m['document']}/{m['edition']}/text.txt", "plain_sha256": m["plain_sha256"]})
    made = {"schema": "kelisim.receipt/1", "language": lang, "title": words[lang]["receipt"], "made": now().isoformat(timespec="milliseconds"),
            "subject": subject, "site": settings.LEGAL, "lines": lines, "events": events}
    if kind == "json":
        return JsonResponse(made, json_dumps_params={"ensure_ascii": False, "indent": 1})
    return page(request, lang, "receipt", receipt=made, form=form)


@require_GET
def blob(request, sha256, kind):
    """The bytes of a text, under their hash. A script is none."""
    data = Blob.objects.filter(pk=sha256).first()
    if data is None:
        raise Http404
    return HttpResponse(bytes(data.data), content_type={"html": "text/html", "md": "text/markdown", "txt": "text/plain"}[kind] + "; charset=utf-8")


@require_GET
def element(request):
    copy = Copy.objects.first()
    if copy is None:
        raise Http404
    return HttpResponse(bytes(Blob.objects.get(pk=copy.files[copy.data["element"]]).data), content_type="text/javascript; charset=utf-8")


@require_GET
def style(request):
    return HttpResponse("body{font:16px/1.5 sans-serif;max-width:46rem;margin:1rem auto;padding:0 1rem}kelisim-text{display:block;max-height:16rem;overflow:auto;border:1px solid}"
                        "label{display:block;margin:.5rem 0}[role=alert]{border-left:4px solid;padding-left:.6rem}code{overflow-wrap:anywhere}", content_type="text/css")


@require_GET
def icon(request):
    return HttpResponse('<svg xmlns="http://www.w3.org/2000/svg"/>', content_type="image/svg+xml")


urlpatterns = [
    path("icon.svg", icon), path("", lambda request: redirect("/kk/")), path("style.css", style), path("kelisim-text.js", element),
    path("texts/<slug:sha256>.html", blob, {"kind": "html"}), path("texts/<slug:sha256>.md", blob, {"kind": "md"}), path("texts/<slug:sha256>.txt", blob, {"kind": "txt"}),
    path("<slug:lang>/", home), path("<slug:lang>/register", register), path("<slug:lang>/login", sign_in), path("<slug:lang>/logout", sign_out),
    path("<slug:lang>/accept", accept), path("<slug:lang>/coming", accept, {"ahead": True}), path("<slug:lang>/withdraw", withdraw),
    path("<slug:lang>/receipts/<slug:form>", receipt), path("<slug:lang>/receipts/<slug:form>.json", receipt, {"kind": "json"}),
]
