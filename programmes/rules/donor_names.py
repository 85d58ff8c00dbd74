"""Names of donors: what of a name tells one donor from others, and of which kind a name is by its first words."""

import re

from programmes.models import Donor
from programmes.models.base import of_each
from programmes.standards.names import as_names_are_written, fold, has_family_name

LEGAL_FORMS = frozenset(
    ("tnhh", "tmcp", "cp", "co", "phan", "mtv", "trach", "nhiem", "huu", "han", "mot", "thanh", "vien")
)
ONE_TITLE = re.compile(r"(?:ông|bà|cụ|anh|chị|cô|chú|bác)[.:]?\s+(?!bà\b)", re.IGNORECASE)
LONGEST_PERSON = 5
FIRST_WORDS = of_each(
    Donor.Kind,
    {
        Donor.Kind.BANK: ("ngân hàng", "nhtm", "nh tmcp", "nh", "agribank", "vietcombank", "vietinbank", "bidv"),
        Donor.Kind.ENTERPRISE: (
            *("công ty", "cty", "ct", "tổng công ty", "tập đoàn", "doanh nghiệp", "dntn", "hợp tác xã", "htx"),
            *("cửa hàng", "nhà máy", "xí nghiệp", "nhà thuốc", "khách sạn"),
        ),
        Donor.Kind.ORGANISATION: (
            *("hội", "hiệp hội", "quỹ", "câu lạc bộ", "clb", "mặt trận", "mttq", "ủy ban mặt trận", "ủy ban mttq"),
            *("liên đoàn", "công đoàn", "đoàn thanh niên", "trung tâm", "viện", "nhóm", "ban liên lạc", "tổ chức"),
        ),
        Donor.Kind.RELIGIOUS_BODY: (
            *("chùa", "giáo xứ", "giáo hội", "giáo phận", "thiền viện", "tịnh xá", "nhà thờ", "tòa giám mục"),
            *("ban trị sự", "thánh thất"),
        ),
        Donor.Kind.AGENCY: (
            *("ubnd", "ủy ban nhân dân", "hđnd", "sở", "bộ", "cục", "chi cục", "tổng cục", "phòng", "công an"),
            *("trường", "bệnh viện", "trạm y tế", "văn phòng", "đảng ủy", "huyện ủy", "tỉnh ủy", "thành ủy"),
            *("tòa án", "viện kiểm sát", "kho bạc", "báo", "tạp chí", "đài"),
        ),
        Donor.Kind.COLLECTION_ORGANISATION: ("tổ chức dịch vụ thu", "đại lý thu", "bưu điện"),
        Donor.Kind.STAFF: ("bhxh", "bảo hiểm xã hội", "công đoàn bhxh", "cán bộ bhxh", "viên chức bhxh"),
        Donor.Kind.INDIVIDUAL: ("ông", "bà", "anh", "chị", "cô", "chú", "bác", "gia đình", "ông bà", "ca sĩ"),
        Donor.Kind.ANONYMOUS: ("ẩn danh", "giấu tên", "không nêu tên", "nhà hảo tâm"),
    },
)
KIND_BY_WORDS = {word: kind for kind, words in FIRST_WORDS.items() for word in words}
KIND_BY_PLAIN_WORDS = {fold(word): kind for word, kind in KIND_BY_WORDS.items()}


def likely_kind(name):
    """The kind of donor that a name is of by its first words, or as that of a person; "" for none."""
    words, kinds = (name.split(), KIND_BY_PLAIN_WORDS) if name.isascii() else (name.casefold().split(), KIND_BY_WORDS)
    for count in range(len(words), 0, -1):
        if kind := kinds.get(" ".join(words[:count]).casefold()):
            return kind
    return Donor.Kind.INDIVIDUAL if 2 <= len(words) <= LONGEST_PERSON and has_family_name(name) else ""


def own_words(name):
    """The folded words of a name without those that many have: "song lam" of "Công ty Cổ phần Sông Lam"."""
    words = fold(name).split()
    count = next((n for n in range(len(words) - 1, 0, -1) if " ".join(words[:n]) in KIND_BY_PLAIN_WORDS), 0)
    return " ".join(word for word in words[count:] if word not in LEGAL_FORMS) or fold(name)


def name_of_person(name):
    """The name of a single person without title and capitals: "Lê Thị Thử" of "Bà LÊ THỊ THỬ"; any other as it is.

    "Ông bà Lê Văn Thử" are two, "Bà Thử" has hardly a name, and what is no usual name may be that of an organisation.
    """
    title = ONE_TITLE.match(name)
    rest = name[title.end() :] if title else name
    is_person = 2 <= len(rest.split()) <= LONGEST_PERSON and has_family_name(rest) and rest.replace(" ", "").isalpha()
    return as_names_are_written(rest) if is_person else name


def name_key(name):
    """Equal for names of one donor however they are written: without signs, titles and the words of a legal form."""
    plain = name_of_person(name)
    kind = likely_kind(plain)
    return kind, fold(plain) if kind == Donor.Kind.INDIVIDUAL else own_words(plain)
