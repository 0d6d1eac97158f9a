import logging
import time
from datetime import datetime, timedelta, timezone

from django.core.management.base import BaseCommand

from consent import mirror, rules

LATE = 48 * 3600  # seconds since the last build: the site is built once a day


class Command(BaseCommand):
    """mirror [--every SECONDS]: takes the legal site once, or again and again by rule 8. Nobody waits for it."""

    def add_arguments(self, parser):
        parser.add_argument("--every", type=float, default=0)

    def handle(self, every, **_):
        beat = None
        while True:
            try:
                fresh, beat = mirror.take()
                print("taken" if fresh else "as it was", datetime.now(timezone.utc).isoformat(timespec="seconds"), flush=True)
            except Exception as e:  # whatever is wrong with the legal site, the good copy stays
                logging.warning("nothing was taken: %s", e)
            if not every:
                return
            now = datetime.now(timezone.utc)
            again, late = rules.look(beat, now, every, LATE) if beat else (now + timedelta(seconds=every), False)
            if late:
                logging.warning("the legal site is late: it was built %s", beat["built"])
            time.sleep(max(0, (again - datetime.now(timezone.utc)).total_seconds()))
