"""Published figures in the admin: a form in the words of reports, drafts, preview, publication, new versions."""

import pytest
from django.urls import reverse

from programmes.models import PublishedFigure
from tests import factories as f

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LIST = "/quan-tri/programmes/publishedfigure/"


def a_form(**over):
    return {
        "code": "S1",
        "measure": "cards",
        "stage": "given",
        "period": "6 tháng đầu năm 2025",
        "wording": "hơn 600 thẻ BHYT",
        "qualifier": "over",
        "value": "600",
        "source_title": "Bài báo",
        "source_publisher": "Báo",
        "published_on": "7/2025",
        **over,
    }


@pytest.fixture
def at(client):
    def login(officer):
        client.force_login(officer)
        return client

    return login


@pytest.fixture
def desk(db):
    return f.the_maker(f.headquarters())


def url(figure, name="change"):
    return reverse(f"admin:programmes_publishedfigure_{name}", args=[figure.pk])


def act(client, figure, slug, **data):
    return client.post(reverse("admin:programmes_publishedfigure_verb", args=[figure.pk, slug]), data)


def test_a_figure_is_entered_in_the_words_of_its_report_as_a_draft(at, desk):
    client = at(desk)
    assert client.post(f"{LIST}add/", a_form()).status_code == 302
    figure = PublishedFigure.objects.get()
    assert (figure.state, figure.period_kind, figure.source_precision) == ("draft", "half", "month")
    shown = client.get(url(figure)).content.decode()
    for words in ("6 tháng đầu năm 2025", 'value="600"', 'value="07/2025"', "Xem trước trang công khai", "Bỏ bản nháp"):
        assert words in shown, words
    assert "Công bố</a>" not in shown
    again = a_form(wording="hơn 610 thẻ", value="610", seen=figure.updated_at.isoformat())
    assert client.post(url(figure), again).status_code == 302
    assert PublishedFigure.objects.get().value == 610


@pytest.mark.parametrize(
    ("over", "sentence"),
    [
        ({"wording": "185.055 thẻ", "value": "44"}, "Cách nêu ghi “185.055 thẻ” nhưng giá trị là 44"),
        ({"period": "Tết Bính Ngọ 2025"}, "Tết năm 2025 là Tết Ất Tỵ"),
        ({"value_low": "700", "value_high": "650"}, "Cận dưới lớn hơn cận trên"),
        ({"corrects": "T"}, "“T được đính chính bởi S1” không cùng chỉ tiêu"),
        ({"part_of": "S99"}, "Không có số liệu mã “S99”"),
        ({"measure": "percent", "subject": "cards"}, "35,98 %"),
        ({"as_of_day": "12/2024"}, "trước khi kỳ bắt đầu"),
        ({"period": "2099", "published_on": ""}, "Kỳ này chưa bắt đầu"),
        ({"published_on": "1/1/2099"}, "Ngày nguồn công bố sau hôm nay"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_does_not_fit_is_told_on_the_form(at, desk, over, sentence):
    f.a_published_figure(code="T")
    response = at(desk).post(f"{LIST}add/", a_form(**over))
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert PublishedFigure.objects.get().code == "T"


def test_a_code_in_other_capitals_is_told_on_the_form(at, desk):
    f.a_published_figure(code="S01")
    response = at(desk).post(f"{LIST}add/", a_form(code="s01"))
    assert "Đã có mã “S01”" in response.content.decode()
    assert PublishedFigure.objects.count() == 1


@pytest.mark.parametrize(
    ("over", "sentences"),
    [
        ({"foreign_amount": "−160000", "currency": "USD"}, ["Số liệu không được âm"]),
        ({"foreign_amount": "9" * 30, "currency": "USD"}, ["Số tiền vượt quá một triệu tỷ đồng"]),
        ({"measure": "percent", "subject": "cards", "value": "−5 %"}, ["Tỷ lệ không được âm"]),
        ({"measure": "percent", "subject": "cards", "value": "35,987 %"}, ["tối đa hai chữ số thập phân"]),
        ({"measure": "percent", "subject": "cards", "value": f"{'9' * 20} %"}, ["Số quá lớn"]),
        ({"value": "600", "value_to": "500"}, ["Giá trị đến phải lớn hơn giá trị"]),
        ({"period": "Tết 2034"}, ["Chỉ tính được Tết các năm 2000–2033"]),
    ],
    ids=str,
)
def test_a_number_that_cannot_be_is_told_once_and_in_its_own_words(at, desk, over, sentences):
    form = at(desk).post(f"{LIST}add/", a_form(**over)).context["adminform"].form
    found = [message for messages in form.errors.values() for message in messages]
    told = [message for message in found if not message.startswith("Cách nêu")]
    assert len(told) == len(sentences), told
    assert all(sentence in message for sentence, message in zip(sentences, told, strict=True)), told


def test_two_places_are_told_once(at, desk):
    places = {"province": f.a_province().pk, "place_office": f.an_office().pk}
    form = at(desk).post(f"{LIST}add/", a_form(**places)).context["adminform"].form
    assert [len(messages) for messages in form.errors.values()] == [1]


def test_a_currency_in_small_letters_is_read(at, desk):
    foreign = {"measure": "money", "stage": "raised", "value": "", "currency": "usd", "foreign_amount": "160.000"}
    words = {"wording": "160.000 USD", "qualifier": "exact"}
    assert at(desk).post(f"{LIST}add/", a_form(**foreign, **words)).status_code == 302
    figure = PublishedFigure.objects.get()
    assert (figure.currency, figure.foreign_amount) == ("USD", 160_000)
    assert 'value="160000"' in at(desk).get(url(figure)).content.decode()


def test_a_percentage_is_shown_with_its_sign_and_saved_as_it_was(at, desk):
    figure = f.a_draft_figure(measure="percent", stage="given", subject="cards", value=3598, wording="35,98% số thẻ")
    client = at(desk)
    page = client.get(url(figure))
    assert 'value="35,98 %"' in page.content.decode()
    data = {name: field.value() or "" for name, field in ((b.name, b) for b in page.context["adminform"].form)}
    assert client.post(url(figure), data).status_code == 302
    assert PublishedFigure.objects.get().value == 3598


def test_another_officer_publishes_and_the_maker_does_not(at, desk):
    figure = f.a_draft_figure(by=desk)
    assert act(at(desk), figure, "cong-bo").status_code == 403
    checker = at(f.the_checker())
    assert "Số liệu chờ bạn công bố" in checker.get("/quan-tri/").content.decode()
    assert act(checker, figure, "cong-bo").status_code == 302
    assert PublishedFigure.objects.get().is_published
    shown = at(desk).get(url(figure)).content.decode()
    assert "Trang công khai" in shown
    assert 'name="wording"' not in shown


def test_all_drafts_of_a_file_are_published_from_the_list(at, desk):
    figures = [f.a_draft_figure(by=desk) for _number in range(3)]
    mine = f.a_draft_figure(by=f.a_maker_and_checker(f.headquarters()))
    client = at(mine.entered_by)
    data = {"action": "cong-bo", "_selected_action": [each.pk for each in (*figures, mine)], "confirmed": "1"}
    told = client.post(LIST, data, follow=True).content.decode()
    assert "Người nhập không được tự duyệt" in told
    assert set(PublishedFigure.objects.published()) == set(figures)


def test_a_published_figure_gets_a_new_version_with_a_reason(at, desk):
    figure = f.a_published_figure()
    client = at(desk)
    assert act(client, figure, "phien-ban-moi", reason="Nguồn đính chính").status_code == 302
    draft = PublishedFigure.objects.get(version=2)
    assert (draft.state, draft.reason, draft.wording) == ("draft", "Nguồn đính chính", figure.wording)
    assert act(client, draft, "bo-ban-nhap", reason="Nhầm").status_code == 302
    assert list(PublishedFigure.objects.all()) == [figure]
