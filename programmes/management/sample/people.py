"""Invented persons: names from syllables, citizen numbers by rule with a counter from 000001 to 000099."""

import itertools
from collections import defaultdict
from datetime import date

from programmes.models import FormerProvince, Recipient

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Lò", "Vừ", "Quàng", "Y", "Kpă")
MIDDLE = {"male": ("Văn", "Đức", "Minh", "Hữu", "Quốc"), "female": ("Thị", "Ngọc", "Thu", "Kim", "Thanh")}
GIVEN = {
    "male": ("Ân", "Bình", "Cường", "Đạt", "Hải", "Khánh", "Lâm", "Nghĩa", "Phúc", "Sơn", "Tú", "Vượng"),
    "female": ("Ánh", "Chi", "Dung", "Đào", "Hạnh", "Huệ", "Lý", "Mỷ", "Ngoan", "Phượng", "Tuyết", "Yến"),
}
COMMUNES = tuple(f"Xã Minh Họa {letter}" for letter in "ABCDEF")
COUNTER_ENDS = 99
WITHOUT_PAPERS = "Chưa làm căn cước; UBND xã xác nhận (minh họa)"


class People:
    """Makes recipients who are not stored yet, and remembers them: some come back in another round."""

    def __init__(self, rng):
        self.rng = rng
        self.known = defaultdict(list)
        self.drawn = defaultdict(set)
        self.counters = defaultdict(lambda: itertools.count(1))
        self.prefixes = defaultdict(list)
        for former in FormerProvince.objects.all():
            self.prefixes[former.successor_id].append(former.citizen_prefix)

    def some(self, office, round_slug, count):
        """`count` persons of an office's province, new in this round; one in ten is known from another round."""
        drawn = self.drawn[round_slug]
        earlier = [person for person in self.known[office.code] if id(person) not in drawn]
        again = self.rng.sample(earlier, min(len(earlier), count // 10))
        fresh = [self._new(office) for _each in range(count - len(again))]
        self.known[office.code].extend(fresh)
        drawn.update(map(id, again + fresh))
        return again + fresh

    def _new(self, office):
        sex = self.rng.choice(("male", "female"))
        birth = date(self.rng.randint(1945, 2010), self.rng.randint(1, 12), self.rng.randint(1, 28))
        has_papers = self.rng.random() > 0.04
        names = (self.rng.choice(part) for part in (FAMILY, MIDDLE[sex], GIVEN[sex]))
        return Recipient(
            office=office,
            full_name=" ".join(names),
            citizen_number=self._citizen_number(office.province_id, sex, birth.year) if has_papers else "",
            without_papers="" if has_papers else WITHOUT_PAPERS,
            birth_date=birth,
            birth_precision=Recipient.BirthPrecision.DAY,
            sex=sex,
            province_id=office.province_id,
            commune=self.rng.choice(COMMUNES),
            address=f"Thôn {self.rng.randint(1, 12)}",
        )

    def _citizen_number(self, province_code, sex, birth_year):
        stem = f"{self.rng.choice(self.prefixes[province_code])}{(birth_year // 100 - 19) * 2 + (sex == 'female')}"
        counter = next(self.counters[stem, birth_year])
        if counter > COUNTER_ENDS:
            raise ValueError("The sample needs more persons of one year than invented citizen numbers allow.")
        return f"{stem}{birth_year % 100:02}{counter:06}"
