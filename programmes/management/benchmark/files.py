"""A seeded file of invented recipients, of any length, written as a stream."""

import random
from datetime import date

from programmes.exchange.writing.writers import write_csv
from programmes.management.sample.people import FAMILY, GIVEN, MIDDLE
from programmes.models import FormerProvince

SEED = 2026
HEADINGS = (
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Số CCCD",
    "Tỉnh/Thành phố",
    "Xã/Phường",
    "Đối tượng",
    "Loại quà",
    "Số tháng",
    "Từ tháng",
    "Số tiền (đồng)",
)
GIFTS = (
    ("hộ cận nghèo", "thẻ BHYT", "12", "379.080"),
    ("hộ cận nghèo", "thẻ BHYT", "6", "189.540"),
    ("hộ cận nghèo", "thẻ BHYT", "3", "94.770"),
    ("học sinh, sinh viên khó khăn", "thẻ BHYT", "12", "631.800"),
    ("hộ nghèo", "sổ BHXH", "6", "990.000"),
)
COMMUNES_PER_PROVINCE = 90


def write_gift_file(path, rows):
    """A CSV of `rows` persons, one gift each, in all provinces; returns the number of rows."""
    return write_csv(path, _rows(rows)) - 1


def _rows(count):
    rng = random.Random(SEED)
    provinces = list(FormerProvince.objects.select_related("successor").order_by("code"))
    yield HEADINGS
    for number in range(count):
        former = provinces[number % len(provinces)]
        sex = rng.choice(("male", "female"))
        birth = date(rng.randint(1940, 1999), rng.randint(1, 12), rng.randint(1, 28))
        name = " ".join(rng.choice(part) for part in (FAMILY, MIDDLE[sex], MIDDLE[sex], GIVEN[sex]))
        # The number of the row ends the citizen number: invented, and each one once.
        citizen = f"{former.citizen_prefix}{int(sex == 'female')}{birth.year % 100:02}{number % 999_999 + 1:06}"
        category, kind, months, amount = rng.choice(GIFTS)
        yield (
            number + 1,
            name,
            f"{birth.day:02}/{birth.month:02}/{birth.year}",
            "nam" if sex == "male" else "nữ",
            citizen,
            former.successor.name,
            f"Xã Minh Họa {rng.randint(1, COMMUNES_PER_PROVINCE)}",
            category,
            kind,
            months,
            "12/2025",
            amount,
        )
