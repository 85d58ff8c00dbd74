"""Write everything that lies under a former key anew under the first key of DATA_KEYS, while the portal runs."""

import sys
import time

from programmes.actions import keys
from programmes.management.base import PortalCommand
from programmes.models.keys import encrypted_columns
from programmes.standards.money import format_number


class Command(PortalCommand):
    help = "Mã hóa lại bằng khóa đứng đầu DATA_KEYS; chạy được khi cổng đang chạy, dừng rồi chạy tiếp được."

    def handle(self, **options):
        left = sum(self._renew(model, name) for model, name in encrypted_columns())
        if left:
            self.stdout.write(
                f"Còn {format_number(left)} dòng dưới khóa cũ: giữ khóa cũ trong DATA_KEYS, khởi động lại máy chủ web "
                "và tiến trình nền để nơi nào cũng ghi bằng khóa mới, rồi chạy lại lệnh này. Dòng không đọc được thì "
                "phải khôi phục khóa của nó."
            )
            sys.exit(1)
        self.stdout.write("Không còn dòng nào dưới khóa cũ. Sau khi sao lưu, có thể bỏ khóa cũ khỏi DATA_KEYS.")

    def _renew(self, model, name):
        column, begin = f"{model._meta.verbose_name}, {model._meta.get_field(name).verbose_name}", time.monotonic()

        def tell(rows):
            a_second = rows / max(time.monotonic() - begin, 0.001)
            self.stdout.write(f"{column}: {format_number(rows)} dòng, {format_number(round(a_second))} dòng mỗi giây")

        return keys.renew(model, name, tell)
