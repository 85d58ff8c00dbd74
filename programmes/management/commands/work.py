"""The background worker: forgets files that have served, takes up what a dead worker left, then works."""

import resource
from datetime import timedelta

from django.conf import settings
from django.core.management import BaseCommand, call_command

from programmes.exchange.jobs import pick_up_abandoned
from programmes.exchange.retention import forget_files


class Command(BaseCommand):
    help = "Chạy tiến trình nền: đọc và ghi các tệp đã tải lên; nhặt lại việc mà tiến trình trước bỏ dở."

    def handle(self, *, verbosity, **options):
        _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (settings.WORKER_MEMORY_BYTES, hard))
        forget_files()
        for batch in pick_up_abandoned(patience=timedelta(0)):
            self.stdout.write(f"Làm lại lần nhập {batch.pk}: {batch.filename}")
        call_command("db_worker", "--no-reload", "--queue-name", "*", verbosity=verbosity)
