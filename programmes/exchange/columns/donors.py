"""The donors that a file names: those of the books, which of them a name is like, and those that it registers."""

import re
from collections import Counter, defaultdict

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import sees_all, visible_to
from programmes.actions import rights
from programmes.exchange.columns.choices import donor_kind
from programmes.exchange.columns.offers import likely
from programmes.exchange.options import COMPLETED
from programmes.models import Donor
from programmes.models.base import of_each
from programmes.standards.names import as_names_are_written, fold, has_family_name, spelling
from programmes.standards.tax import check_tax_code

NEW = "mới, "  # "mới, doanh nghiệp:", told of a name, registers it
NEW_PERSON = f"{NEW}{Donor.Kind.INDIVIDUAL.label}{COMPLETED}"
OFFERED = 1_000  # of more donors only those are offered that a name is like
SHOWN_ALIKE = 5
COMMON_WORD = 100  # what so many have in their names tells nobody from others
LEGAL_FORMS = frozenset(
    ("tnhh", "tmcp", "cp", "co", "phan", "mtv", "trach", "nhiem", "huu", "han", "mot", "thanh", "vien")
)
NUMBER_OF_TAX = re.compile(r"(?<!\d)(?:\d{10}(?:-\d{3})?|\d{12})(?!\d)", re.ASCII)
TAX_AT_END = re.compile(r"[\s,;–(-]+(?:MST|mã số thuế)[\s:.]*(\d{10}(?:-\d{3})?|\d{12})\)?$", re.IGNORECASE | re.ASCII)
WISH = re.compile(
    r"\s*(?:[(\[]\s*|[-–—,;]\s*)(?:(?:xin|đề nghị|yêu cầu) )?(?:không (?:nêu|ghi|công khai) (?:tên|danh tính)|ẩn danh"
    r"|(?:giấu|dấu) tên)\s*[)\]]?$",
    re.IGNORECASE,
)
NEAR = 0.8  # of two names with so much in common one may be the other misspelt; less is chance
ONE_TITLE = re.compile(r"(?:ông|bà|cụ|anh|chị|cô|chú|bác)[.:]?\s+(?!bà\b)", re.IGNORECASE)
LONGEST_PERSON = 5
LONGEST = Donor._meta.get_field("name").max_length
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


def name_and_tax_code(text):
    """("Công ty Minh Họa", "0100233488") of "Công ty Minh Họa (MST 0100233488)"; the code is "" where none is told."""
    told = TAX_AT_END.search(text)
    return (text[: told.start()], told[1]) if told else (text, "")


class Unnamed(list):
    """The donors that a text names, with the wish that they are not named."""


def without_wish(text):
    """ "Trần Thị Thử" of "Trần Thị Thử (không nêu tên)"; any other text as it is."""
    return WISH.sub("", text) or text


def name_of_person(name):
    """The name of a single person without title and capitals: "Lê Thị Thử" of "Bà LÊ THỊ THỬ"; any other as it is.

    "Ông bà Lê Văn Thử" are two, "Bà Thử" has hardly a name, and what is no usual name may be that of an organisation.
    """
    title = ONE_TITLE.match(name)
    rest = name[title.end() :] if title else name
    is_person = 2 <= len(rest.split()) <= LONGEST_PERSON and has_family_name(rest) and rest.replace(" ", "").isalpha()
    return as_names_are_written(rest) if is_person else name


class KnownDonors:
    """The donors whom an officer may see, by code and by folded name, and those whom his file registers.

    `may_register` is whether he may enter new ones.
    """

    def __init__(self, officer):
        self.is_of_all_offices = sees_all(officer)
        self.no_right = list(rights.check(officer, "add_donor"))
        known = list(visible_to(officer, Donor.objects.select_related("office").order_by("search_key", "pk")))
        self.all = [donor for donor in known if donor.erased_on is None]
        self.by_code, self.by_name, self.by_tax_code = defaultdict(list), defaultdict(list), defaultdict(list)
        for donor in known:  # who is erased is nobody's name, and is told of where a file has the code
            self.by_code[donor.code.casefold()].append(donor)
        for donor in self.all:
            self.by_name[fold(_plain(donor))].append(donor)
            if donor.tax_code:
                self.by_tax_code[donor.tax_code].append(donor)
        self.new, self._by_word = {}, None

    @property
    def may_register(self):
        return not self.no_right

    def named(self, text):
        """Those of this very name, and of this tax code where the text tells one; and those of a like name."""
        name, tax_code = name_and_tax_code(text)
        name = name_of_person(name)
        alike = self.by_name.get(fold(name), [])
        return [
            donor
            for donor in alike
            if spelling(_plain(donor)) == spelling(name) and (not tax_code or donor.tax_code == tax_code)
        ], alike

    def told_new(self, text):
        """("enterprise", "Công ty Minh Họa") of that name below "mới, doanh nghiệp:", as Memo puts it; ("", text) else.

        Raises the refusal of the right, and `choice_unknown` for a kind that there is not.
        """
        kind, mark, name = text.removeprefix(NEW).partition(f"{COMPLETED}\n")
        if not (text.startswith(NEW) and mark and name):
            return "", text
        for problem in self.no_right:
            raise ValidationError(problem.message, code=problem.code)
        return donor_kind(kind), name

    def register(self, kind, text):
        """The new donor of this text, unsaved and of no office yet; one for all rows that name it."""
        name, tax_code = name_and_tax_code(text)
        if len(name) > LONGEST:
            raise ValidationError(
                _("Tên nhà hảo tâm dài quá %d ký tự; hãy rút ngắn.") % LONGEST, code="donor_name_too_long"
            )
        tax_code = tax_code and check_tax_code(tax_code)
        return self.new.setdefault((spelling(name), tax_code), Donor(kind=kind, name=name, tax_code=tax_code))

    # What is offered

    def offers(self):
        """[(text, label)] of all donors, unless they are too many, and of a new one of each kind."""
        known = [self._offer(donor) for donor in self.all] if len(self.all) <= OFFERED else []
        return [*known, *self._offers_of_new()]

    def _offers_of_new(self):
        if not self.may_register:
            return []
        label = _("đăng ký mới: %s")
        return [(_as_new(kind), label % kind.label) for kind in Donor.Kind]

    def offers_for(self, text):
        """([(text, label)] of the donors that a name is like, the text that is likeliest meant).

        Only the same tax code makes one of them likely; where there are none, a new one of its kind is.
        """
        text = without_wish(text)
        of_tax_code = [donor for code in NUMBER_OF_TAX.findall(text) for donor in self.by_tax_code.get(code, ())]
        alike = list(dict.fromkeys([*of_tax_code, *self._like(name_and_tax_code(text)[0])]))[:SHOWN_ALIKE]
        kind = "" if alike or not self.may_register else likely_kind(text)
        is_sure = len(of_tax_code) == 1
        return [self._offer(donor) for donor in alike], (
            self._offer(of_tax_code[0])[0] if is_sure else _as_new(Donor.Kind(kind)) if kind else ""
        )

    def _offer(self, donor):
        text = donor.code if len(self.by_code[donor.code.casefold()]) == 1 else donor.name
        words = [f"{donor.code} {donor.name}"]
        words += [f"mã số thuế {donor.tax_code}"] if donor.tax_code else []
        return text, ", ".join([*words, str(donor.office)] if self.is_of_all_offices else words)

    def _like(self, name):
        """Those whose names have most in common with this one, the most alike first."""
        shared = Counter()
        for word in set(own_words(name).split()):
            found = self._with_word[word]
            if len(found) <= COMMON_WORD:
                shared.update(dict.fromkeys(found, 1))
        nearest = [donor for donor, _count in shared.most_common(4 * SHOWN_ALIKE)]
        alike = likely(own_words(name), nearest, lambda donor: own_words(donor.name), NEAR)
        return [*self.by_name.get(fold(name_of_person(name)), ()), *alike]

    @property
    def _with_word(self):
        """One of the own words of a name -> the donors who have it."""
        if self._by_word is None:
            self._by_word = defaultdict(list)
            for donor in self.all:
                for word in set(own_words(donor.name).split()):
                    self._by_word[word].append(donor)
        return self._by_word


def _plain(donor):
    """The name of a donor of the books as texts are compared with it."""
    return name_of_person(without_wish(donor.name))


def _as_new(kind):
    """ "mới, doanh nghiệp:" of a kind."""
    return f"{NEW}{kind.label}{COMPLETED}"
