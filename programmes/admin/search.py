"""Search without regard to accents: "nguyen van an" finds "Nguyễn Văn Ân". Not for the number of a person."""

import re

from django.contrib import messages
from django.contrib.admin.utils import lookup_spawns_duplicates
from django.contrib.admin.views.main import SEARCH_VAR
from django.db.models import F, Q, Value
from django.db.models.constants import LOOKUP_SEP
from django.db.models.functions import Replace
from django.db.models.lookups import IContains
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from programmes.access.people import person_field
from programmes.access.scope import sees_all
from programmes.models import Recipient
from programmes.models.bulk import on_postgresql
from programmes.models.words import named, named_few
from programmes.standards.identity import compact, is_citizen_number
from programmes.standards.names import fold, tidy

SEPARATED = re.compile(r"(?<=\d)[\s.]+(?=\d)")  # not by dashes, as the codes of lists are
OF_A_PERSON = re.compile(r"\d{9,}")  # citizen number, mã số BHXH, phone, number of a card
OF_A_CODE = re.compile(r"[\d-]")
FEW = 10_000  # rows whose ids are told to the database: as many as have one full name in the country
NUL = "\0"  # stands in no text of ours, and PostgreSQL looks for none
NUMBER_IN_ADDRESS = _(
    "Không tìm số của một người ở ô này vì số sẽ nằm lại trong địa chỉ trang; dùng ô “Tìm theo số” ở trang người nhận."
)


def leads_to_people(model, lookups):
    """Whether a box that searches these fields of a table finds people who receive."""
    return model is Recipient or any(person_field(model, lookup) for lookup in lookups)


def holds_number(text, *, of_people):
    """Whether a text that is looked for holds the number of a person; where people are found any long number is one."""
    found = OF_A_PERSON.findall(f"{SEPARATED.sub('', text)} {compact(text)}")
    return bool(found) and (of_people or any(map(is_citizen_number, found)))


def led_on(request, address, is_number):
    """From a box, which sends by POST, to the address of its words; what `is_number` says is a person's gets none."""
    asked = request.POST.copy()
    asked.pop("csrfmiddlewaretoken", None)
    if is_number(asked[SEARCH_VAR]):
        del asked[SEARCH_VAR]
        messages.warning(request, NUMBER_IN_ADDRESS)
    return redirect(f"{address}?{asked.urlencode()}")


class FoldedSearch:
    """Admin mixin: each word must begin a word of one of `search_fields`: "an" finds "Ân", not "Vân". Marks alone, as
    between the parts of a name, and the `idle_words` are none.

    The lookup `begun` gets the folded word, any other the word as typed; where one of them leads to the names of people
    it is the first, and the words are held by one of the fields together. `folded_texts` are text fields of a small
    table without a search key; they are folded here, row by row. Of the `numbers`, as "245/QĐ-BHXH",
    Đ is the one letter with a mark; each is held against the folded word.
    """

    folded_texts = numbers = ()
    idle_words = frozenset()

    def turns_away(self, text):
        """Whether this is no word for a box whose text stands in the address of a page."""
        return holds_number(text, of_people=leads_to_people(self.model, self.search_fields))

    def get_search_results(self, request, queryset, search_term):
        if NUL in search_term or getattr(request, "turned_away", False) or self.turns_away(search_term):
            return queryset.none(), False
        words = tidy(search_term).split()
        words = [word for word in words if any(map(str.isalnum, word)) and fold(word) not in self.idle_words] or words
        if words and leads_to_people(self.model, self.search_fields):
            queryset = queryset.filter(self._by_people(request.user, words))
        else:
            for word in words:
                queryset = queryset.filter(self._holding(word))
        return queryset, any(lookup_spawns_duplicates(self.opts, lookup) for lookup in self.search_fields)

    def _by_people(self, officer, words):
        """Of a table that tells of people: the rows of those whose names hold all words, and those in which another of
        the fields does; words that may be of a code also find it beside a name.

        The people are found first. Asked of every row, as of small tables, a search takes as long as the register is
        large; and "an" stands in the code of most lists, so that whoever looks for Nguyễn Văn Ân found all Nguyễn Văn.
        """
        name, *others = self.search_fields
        way = _place(self.model, name)[0]
        folded = [fold(word) for word in words]
        has_index = on_postgresql()  # without one the names of the country are more than the rows of an office
        people = named_few(folded, FEW) if has_index or sees_all(officer) else None
        if people is not None:
            meant = _led_by(way, people)
        elif way == "pk" or not sees_all(officer):  # the rows themselves are no more than the people
            meant = _each(name, folded)
        else:
            meant = _led_by(way, named(folded))
        coded = list(filter(OF_A_CODE.search, words))
        for place, model, lookup in (_place(self.model, other) for other in others):
            held = model._default_manager.filter(_each(lookup, words))
            if place == "pk":  # what is given to a group has no person
                meant |= _led_by(place, _few(held.filter(**{way: None})))
                continue
            meant |= _led_by(place, _few(held))
            if 0 < len(coded) < len(words):
                named_in = _each(name, [fold(word) for word in words if word not in coded])
                lists = _few(model._default_manager.filter(_each(lookup, coded)))
                meant |= _led_by("pk", _few(self.model._default_manager.filter(named_in, _led_by(place, lists))))
        return meant

    def _holding(self, word):
        plain, found = fold(word), Q(pk__in=[])
        for lookup in self.search_fields:
            found |= Q(**{lookup: plain if lookup.endswith("__begun") else word})
        for field in self.numbers:
            found |= Q(IContains(_unbarred(field), plain))
        return found | Q(pk__in=self._small_table(plain)) if self.folded_texts else found

    def _small_table(self, plain):
        rows = self.model._default_manager.order_by().values_list("pk", *self.folded_texts)
        return [pk for pk, *texts in rows if f" {plain}" in " " + fold(" ".join(texts).replace("|", " "))]


def _unbarred(field):
    """The text of a field with D for Đ."""
    return Replace(Replace(F(field), Value("Đ"), Value("D")), Value("đ"), Value("d"))


def _place(model, lookup):
    """(the way from a table to the records of which `lookup` asks, their table, what it asks of them)."""
    *way, column, asked = lookup.split(LOOKUP_SEP)
    for name in way:
        model = model._meta.get_field(name).related_model
    return LOOKUP_SEP.join((*way, "pk")), model, f"{column}{LOOKUP_SEP}{asked}"


def _each(lookup, words):
    return Q(*((lookup, word) for word in words))


def _few(rows):
    """The ids of FEW rows; of more the rows."""
    ids = list(rows.order_by().values_list("pk", flat=True)[: FEW + 1])
    return ids if len(ids) <= FEW else rows


def _led_by(way, found):
    """That `way` leads to one of these: to ids, by which a database finds the rows in an index, or to rows."""
    if found == []:
        return Q(pk__in=[])  # which leaves nothing of itself in a statement: a plan is made for what can be found
    return Q(**{f"{way}__one_of": found}) if isinstance(found, list) else Q(**{f"{way}__in": found.values("pk")})
