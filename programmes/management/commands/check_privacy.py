"""Play the attacker over everything published, and over random sets."""

import sys

from programmes.management.base import PortalCommand
from programmes.management.privacy import at_hand, attack, trails
from programmes.management.privacy.sets import some_history, some_shares, some_trail


class Command(PortalCommand):
    help = "Thử suy ra số nhỏ từ mọi số đã công khai, như người biết rõ quy tắc; mã thoát 1 nếu còn dưới 5 giá trị."

    def add_arguments(self, parser):
        parser.add_argument("--sets", type=int, default=0, metavar="N", help="Thử thêm N bộ số dựng ngẫu nhiên.")

    def handle(self, *, sets, **options):
        report = at_hand.report()
        for seed in range(sets):
            report += self._of_set(seed)
        for sentence in report.findings:
            self.stdout.write(sentence)
        fewest = f"từ {report.fewest} giá trị trở lên" if report.fewest == attack.LEAST else f"{report.fewest} giá trị"
        self.stdout.write(f"Đã thử {report.looked_at} số không nêu; số dễ đoán nhất còn {fewest}.")
        if report.findings:
            sys.exit(1)

    def _of_set(self, seed):
        shares = trails.attack_shares(some_shares(seed)) + trails.attack_rest(some_trail(seed))
        return attack.attack(some_history(seed)) + shares
