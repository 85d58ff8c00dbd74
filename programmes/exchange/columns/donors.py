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
from programmes.rules.donor_names import likely_kind, name_of_person, own_words
from programmes.standards.names import fold, spelling
from programmes.standards.tax import check_tax_code

NEW = "mới, "  # "mới, doanh nghiệp:", told of a name, registers it
NEW_PERSON = f"{NEW}{Donor.Kind.INDIVIDUAL.label}{COMPLETED}"
OFFERED = 1_000  # of more donors only those are offered that a name is like
SHOWN_ALIKE = 5
COMMON_WORD = 100  # what so many have in their names tells nobody from others
NUMBER_OF_TAX = re.compile(r"(?<!\d)(?:\d{10}(?:-\d{3})?|\d{12})(?!\d)", re.ASCII)
TAX_AT_END = re.compile(r"[\s,;–(-]+(?:MST|mã số thuế)[\s:.]*(\d{10}(?:-\d{3})?|\d{12})\)?$", re.IGNORECASE | re.ASCII)
WISH = re.compile(
    r"\s*(?:[(\[]\s*|[-–—,;]\s*)(?:(?:xin|đề nghị|yêu cầu) )?(?:không (?:nêu|ghi|công khai) (?:tên|danh tính)|ẩn danh"
    r"|(?:giấu|dấu) tên)\s*[)\]]?$",
    re.IGNORECASE,
)
NEAR = 0.8  # of two names with so much in common one may be the other misspelt; less is chance
LONGEST = Donor._meta.get_field("name").max_length


def name_and_tax_code(text):
    """("Công ty Minh Họa", "0100233488") of "Công ty Minh Họa (MST 0100233488)"; the code is "" where none is told."""
    told = TAX_AT_END.search(text)
    return (text[: told.start()], told[1]) if told else (text, "")


class Unnamed(list):
    """The donors that a text names, with the wish that they are not named."""


def without_wish(text):
    """ "Trần Thị Thử" of "Trần Thị Thử (không nêu tên)"; any other text as it is."""
    return WISH.sub("", text) or text


class KnownDonors:
    """The donors whom an officer may see, by code and by folded name, and those whom his file registers.

    `may_register` is whether he may enter new ones.
    """

    def __init__(self, officer):
        self.is_of_all_offices = sees_all(officer)
        self.no_right = list(rights.check(officer, "add_donor"))
        known = list(
            visible_to(officer, Donor.objects.select_related("office", "same_as").order_by("search_key", "pk"))
        )
        standing = [donor for donor in known if donor.erased_on is None]
        self.all = [donor for donor in standing if donor.of_office is donor]
        self.by_code, self.by_name, self.by_tax_code = defaultdict(list), defaultdict(list), defaultdict(list)
        for donor in known:  # who is erased is nobody's name, and is told of where a file has the code
            self.by_code[donor.code.casefold()].append(donor.of_office)
        for donor in standing:  # what names a joined record means the first one
            self.by_name[fold(_plain(donor))].append(donor)
            if donor.tax_code and donor.of_office not in self.by_tax_code[donor.tax_code]:
                self.by_tax_code[donor.tax_code].append(donor.of_office)
        self.new, self._by_word = {}, None

    @property
    def may_register(self):
        return not self.no_right

    def named(self, text):
        """Those of this very name, and of this tax code where the text tells one; and those of a like name."""
        name, tax_code = name_and_tax_code(text)
        name = name_of_person(name)
        alike = self.by_name.get(fold(name), [])
        named = [
            donor
            for donor in alike
            if spelling(_plain(donor)) == spelling(name) and (not tax_code or donor.tax_code == tax_code)
        ]
        return [list(dict.fromkeys(donor.of_office for donor in found)) for found in (named, alike)]

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
        return [*(donor.of_office for donor in self.by_name.get(fold(name_of_person(name)), ())), *alike]

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
