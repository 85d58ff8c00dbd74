"""Look at every invariant of the books and keep the results for the check page."""

import sys

from programmes.management.base import PortalCommand
from programmes.models import GiftList
from programmes.standards.money import format_number
from programmes.totals import checks, sealed_lists, sealed_records

MOST_LISTS = 50


class Command(PortalCommand):
    help = "Kiểm tra mọi đẳng thức của sổ, mỗi phép một dòng, ghi kết quả cho trang /kiem-tra/; mã thoát 1 nếu có sai."

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-due",
            action="store_true",
            help="Chỉ chạy khi lần trước quá 24 giờ; những gì đã niêm phong thì mỗi tuần xem một lần.",
        )

    def handle(self, *, if_due, **options):
        if if_due and not checks.are_due():
            return
        is_good = True
        for number, result in enumerate(checks.run_all(whole=not if_due), start=1):
            verdict = "đạt" if result.is_good else f"SAI {format_number(result.found.failures)}"
            rows = format_number(result.found.rows)
            place = f"{number}/{len(checks.CHECKS)}"
            self.stdout.write(f"{place:>5} {verdict:<8} {result.check.code:<16} {result.check.title} ({rows} dòng)")
            self.stdout.flush()
            is_good &= result.is_good
            if not result.is_good and (faults := FAULTS.get(result.check.code)):
                for told in faults():
                    self.stdout.write(f"{'':14} {told}")
        if not is_good:
            sys.exit(1)


def _periods():
    for fault in sealed_records.faults()[1]:
        if fault.part:
            yield f"kỳ {fault.period}, {fault.part}: niêm phong {fault.sealed} dòng, nay {fault.found} dòng"
        else:
            yield f"kỳ {fault.period}: không còn niêm phong, hoặc chính kỳ đã khóa không còn"


def _lists():
    _rows, changed = sealed_lists.changed()
    shown = sorted(changed)[:MOST_LISTS]
    named = GiftList.objects.named().in_bulk(shown)
    for pk in shown:
        yield f"danh sách số {pk}, {named.get(pk, 'không còn trong sổ')}: khác lúc duyệt, hoặc không có niêm phong"
    if len(changed) > len(shown):
        yield f"và {format_number(len(changed) - len(shown))} danh sách khác"
    yield (
        "So danh sách và từng suất quà với bản sao lưu gần nhất còn đạt phép này và với hồ sơ giấy, "
        "trả các ô đã bị sửa về giá trị lúc duyệt rồi kiểm tra lại."
    )


FAULTS = {"sealed_lists": _lists, "sealed_periods": _periods}
