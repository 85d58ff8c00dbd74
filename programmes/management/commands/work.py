"""The background worker: takes up what a dead worker left, then works; once a day it checks the books."""

import resource
from datetime import timedelta

from django.conf import settings
from django.core.management import BaseCommand, call_command

from programmes.exchange.desk.jobs import pick_up_abandoned
from programmes.management.daily import ensure_check


class Command(BaseCommand):
    help = "Chạy tiến trình nền: đọc và ghi tệp đã tải lên, mỗi ngày kiểm tra sổ; nhặt lại việc đang bỏ dở."

    def handle(self, *, verbosity, **options):
        _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (settings.WORKER_MEMORY_BYTES, hard))
        for batch in pick_up_abandoned(patience=timedelta(0)):
            self.stdout.write(f"Làm lại lần nhập {batch.pk}: {batch.filename}")
        ensure_check()
        call_command("db_worker", "--no-reload", "--queue-name", "*", verbosity=verbosity)
