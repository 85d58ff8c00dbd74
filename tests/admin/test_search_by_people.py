"""A search for a person among many: what is found is what every row by itself would say, and an index finds it."""

from copy import copy

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from programmes.admin import search
from programmes.admin.site import site
from programmes.models import Gift, Recipient, bulk, words
from programmes.standards.names import fold, tidy
from tests import factories as f
from tests.admin.pages import changelist, offered, rows

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no index of words")
NAMES = (
    *("Nguyễn Văn Ân", "Nguyễn Thị Ân", "Trần Văn Vân", "Đặng Ðức Đạt", "Y Ê Ban", "H'Hen Niê", "Lò Thị O'Brien"),
    *("Lê 100% Tú", "Lê A_B Tú", "Lê AxB Tú", 'Vừ "Mỷ" Chi', "Vừ \\ Chi", "Vừ & Chi | Dung", "Vừ !Chi :* (Dung)"),
    "án án",
)
TYPED = (
    *("nguyen", "NGUYỄN ân", "an", "n", "va", "văn v", "đ", "dat dang", "Ð", "ê", "h'", "o'b", "h'hen nie", "'", "''"),
    *("%", "100%", "_", "a_b", "axb", '"', '"my"', "\\", "\\ chi", "&", "| dung", "!chi", ":*", "(dung", "chi:*", "bo"),
    *(
        "\u0301",
        "ân \u0301 nguyễn",
        "x" * 300,
        "khong co",
        "nghe",
        "nghe-an",
        "an nghe-an",
        "doan",
        "khám ân",
        "ân phú nghe-an",
    ),
)


@pytest.fixture(scope="module")
def books(shared_books):
    for number, name in enumerate(NAMES):
        f.a_gift(f.a_gift_list(), recipient=f.a_recipient(full_name=name), note=str(number))
    f.a_gift(f.a_gift_list(), kind="health_check", recipient=None, group_name="Đoàn khám Ân Phú", quantity=3)


def row_by_row(model, typed):
    """What the words find where each row is asked by itself."""
    asked = [word for word in tidy(typed).split() if any(map(str.isalnum, word))] or tidy(typed).split()
    if model is Recipient:
        return ids(Recipient.objects.all(), asked, lambda word: begins("search_key", word))
    gifts = Gift.objects.all()
    coded = [word for word in asked if set(word) & set("-0123456789")]
    named = ids(gifts, asked, lambda word: begins("recipient__search_key", word))
    found = named | ids(gifts, asked, in_group) | ids(gifts, asked, in_code)
    if 0 < len(coded) < len(asked):
        plain = [word for word in asked if word not in coded]
        found |= ids(gifts, coded, in_code) & ids(gifts, plain, lambda word: begins("recipient__search_key", word))
    return found


def begins(key, word):
    return Q(**{f"{key}__startswith": fold(word)}) | Q(**{f"{key}__contains": f" {fold(word)}"})


def in_group(word):
    return Q(group_name__icontains=word)


def in_code(word):
    return Q(gift_list__code__icontains=word)


def ids(rows, asked, holding):
    for word in asked:
        rows = rows.filter(holding(word))
    return {row.pk for row in rows}


@pytest.mark.parametrize("few", [0, 2, 10_000])
@pytest.mark.parametrize("model", [Recipient, Gift])
def test_words_find_the_same_rows_however_many_they_find(model, few, books, monkeypatch, rf):
    monkeypatch.setattr(search, "FEW", few)
    request = rf.get("/")
    request.user = f.a_superuser()
    admin = site.get_model_admin(model)
    for typed in TYPED:
        found, _may_repeat = admin.get_search_results(request, model.objects.all(), typed)
        assert {row.pk for row in found} == row_by_row(model, typed), typed
    assert len(row_by_row(model, "nguyen an")) == 2


def test_an_office_finds_gifts_of_its_own_lists_only(books, at, monkeypatch):
    officer = f.an_officer(office=f.an_office(f.DAK_LAK))
    person = Recipient.objects.get(search_key="nguyen van an")
    own = f.a_gift(f.a_gift_list(by=officer), recipient=person)
    for few in (0, 10_000):
        monkeypatch.setattr(search, "FEW", few)
        assert rows(at(officer).get(changelist("gift"), {"q": "nguyen van"})) == [own]


def test_who_is_looked_for_is_found_alone_though_a_word_stands_in_the_code_of_every_list(books, at):
    person = Recipient.objects.get(search_key="nguyen van an")
    assert all("an" in gift.gift_list.code for gift in Gift.objects.all())
    assert [gift.recipient for gift in rows(at(f.a_superuser()).get(changelist("gift"), {"q": "nguyen van an"}))] == [
        person
    ]


def test_a_name_is_found_within_the_list_whose_code_stands_beside_it(books, at):
    gift = Gift.objects.get(recipient__search_key="nguyen van an")
    client = at(f.a_superuser())
    assert rows(client.get(changelist("gift"), {"q": f"an {gift.gift_list.code}"})) == [gift]
    assert rows(client.get(changelist("gift"), {"q": f"khong {gift.gift_list.code}"})) == []


def test_a_search_asks_as_many_statements_whatever_it_finds(books, at):
    client, asked = at(f.a_superuser()), set()
    for typed in ("nguyen thi an", "n", "nghe-an"):
        client.get(changelist("gift"), {"q": typed})
        with CaptureQueriesContext(connection) as statements:
            client.get(changelist("gift"), {"q": typed})
        asked.add(len(statements))
    assert len(asked) == 1


def test_a_box_counts_nobody_and_knows_whether_more_follow(books, at):
    client = at(f.the_maker())
    with CaptureQueriesContext(connection) as statements:
        assert len(offered(client, "gift", "recipient", "")) == len(NAMES)
    assert [each["sql"] for each in statements if "COUNT(" in each["sql"]] == []


@on_postgresql
def test_postgresql_looks_for_a_name_in_the_index_of_its_words(books):
    many = [copy(Recipient.objects.last()) for _each in range(3_000)]
    for number, person in enumerate(many):
        person.pk, person.full_name, person.citizen_hash = None, f"Trần Văn {number}", None
        person.search_key = fold(person.full_name)
    bulk.insert(many)
    bulk.learn(Recipient)
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + words.INDEXED, ["'an':*", 1])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Bitmap Index Scan on recipient_words" in plan
    assert words.named_few(["tran", "299"], 20) is not None


@on_postgresql
def test_a_name_that_is_erased_is_found_by_no_word(books):
    Recipient.objects.filter(search_key="nguyen van an").update(search_key="x")
    assert words.named_few(["nguyen", "van"], 9) == []
    assert words.named_few(["x"], 9) != []
    assert not Recipient.objects.filter(Q(search_key__begun="nguyen") & Q(search_key__begun="van")).exists()
