import logging
import time
from datetime import datetime, timezone

from django.core.management.base import BaseCommand

from consent import mirror


class Command(BaseCommand):
    """mirror [--every SECONDS]: takes the legal site once, or again and again. Nobody waits for it."""

    def add_arguments(self, parser):
        parser.add_argument("--every", type=int, default=0)

    def handle(self, every, **_):
        while True:
            try:
                print("taken" if mirror.take() else "as it was", datetime.now(timezone.utc).isoformat(timespec="seconds"))
            except Exception as e:  # whatever is wrong with the legal site, the good copy stays
                logging.warning("nothing was taken: %s", e)
            if not every:
                return
            time.sleep(every)
