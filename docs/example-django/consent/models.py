from django.conf import settings
from django.db import models


class Copy(models.Model):
    """The one good copy of what the legal site says: replaced as a whole, or not at all."""

    records = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    data = models.JSONField()  # {documents}, as the rules read it, zone, element
    files = models.JSONField()  # path on the legal site: SHA-256 of its bytes

    @property
    def head(self):
        return {"records": self.records, "sha256": self.sha256}


class Blob(models.Model):
    """Bytes that were shown, under their hash, for ever."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    data = models.BinaryField()


class Event(models.Model):
    """A kelisim.acceptance/1. None is ever changed."""

    form = models.CharField(max_length=32, db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    state = models.CharField(max_length=9)
    data = models.JSONField()


def answers(user):
    """What a person answered, as the rules read it."""
    out = []
    for e in Event.objects.filter(user=user).exclude(state="shown").order_by("pk") if user else []:
        for m in e.data["members"]:
            one = {"document": m["document"], "edition": m["edition"], "at": e.data["at"]}
            one.update({k: m[k] for k in ("expires_at", "renew_at") if k in m})
            if "answer" in m:
                out.append({**one, "state": m["answer"]})
            out += [{**one, "purpose": p, "state": s} for p, s in m.get("purposes", {}).items()]
    return out
