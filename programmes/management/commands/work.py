"""The background worker: takes up what a dead worker left, then works; once a day it checks the books."""

import resource
from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.utils.module_loading import import_string
from django_tasks_db.management.commands.db_worker import Command as Worker

from programmes.exchange.desk.jobs import pick_up_abandoned
from programmes.exchange.desk.states import close_lost
from programmes.management.base import PortalCommand
from programmes.management.daily import ensure_check
from programmes.models import ImportBatch


class Command(PortalCommand):
    help = "Chạy tiến trình nền: đọc và ghi tệp đã tải lên, mỗi ngày kiểm tra sổ; nhặt lại việc đang bỏ dở."

    def handle(self, *, verbosity, **options):
        _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (settings.WORKER_MEMORY_BYTES, hard))
        for batch in close_lost(ImportBatch.objects.all()):
            self.stdout.write(f"Đóng lần nhập {batch.pk} vì máy chủ không còn tệp: {batch.filename}")
        for batch in pick_up_abandoned(patience=timedelta(0)):
            self.stdout.write(f"Làm lại lần nhập {batch.pk}: {batch.filename}")
        ensure_check()
        import_string(settings.OPEN_DATA_WORK)()
        call_command(Worker(), "--no-reload", "--queue-name", "*", verbosity=verbosity)
