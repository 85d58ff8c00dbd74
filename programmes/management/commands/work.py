"""The background worker: takes up what a dead worker left, then works."""

from datetime import timedelta

from django.core.management import BaseCommand, call_command

from programmes.exchange.jobs import pick_up_abandoned


class Command(BaseCommand):
    help = "Chạy tiến trình nền: đọc và ghi các tệp đã tải lên; nhặt lại việc mà tiến trình trước bỏ dở."

    def handle(self, *, verbosity, **options):
        for batch in pick_up_abandoned(patience=timedelta(0)):
            self.stdout.write(f"Làm lại lần nhập {batch.pk}: {batch.filename}")
        call_command("db_worker", "--no-reload", "--queue-name", "*", verbosity=verbosity)
