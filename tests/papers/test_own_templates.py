"""An office's own Word template: what may be uploaded, how it is filled, and by which one a paper is written."""

import zipfile
from io import BytesIO

import docx
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from programmes.access import roles
from programmes.actions import paper_templates
from programmes.models import AuditEvent, PaperTemplate
from programmes.papers.catalogue import KINDS
from programmes.papers.forms.word import starting_template
from programmes.papers.letters import THANK_YOU
from programmes.papers.own_templates import MOST_BYTES, fill, proved
from programmes.papers.receipts import RECEIPT
from programmes.papers.values import sample_of
from tests import factories as f
from tests.admin.pages import page, text_of

START = starting_template(THANK_YOU)
ONLY_IN_OWN = {  # what the common template of a paper does not tell, and that of an office may
    THANK_YOU: ["Tong_bang_tien", "Tong_gia_tri_hien_vat"],
    RECEIPT: ["Dia_chi_trang_theo_doi"],  # the common one has its picture
}
BODY = "word/document.xml"
ELSEWHERE = (
    '<Relationship Id="x1" Type="http://x/%s" Target="http://an-sinh.example/x" TargetMode="External"/></Relationships>'
)
PAGES = reverse("admin:paper_template", args=[THANK_YOU.slug])


def repacked(content, part="", old="", new="", *, more=None):
    """The template with `new` instead of `old` in one of its parts, and with `more` parts: {name: bytes}."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for member in before.infolist():
            text = before.read(member)
            if member.filename == part:
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode())
            after.writestr(member.filename, text)
        for name, text in (more or {}).items():
            after.writestr(name, text)
    return out.getvalue()


def edited(old, new, content=START):
    return repacked(content, BODY, old, new)


def related(kind):
    """The template with something of this kind that lies elsewhere."""
    return repacked(START, "word/_rels/document.xml.rels", "</Relationships>", ELSEWHERE % kind)


def words_in(content):
    body = docx.Document(BytesIO(content)).element.body
    return "".join(text.text or "" for text in body.iter(docx.oxml.ns.qn("w:t")))


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.key)
def test_the_template_that_an_office_begins_with_is_accepted_and_filled_tells_what_the_paper_tells(kind):
    start = starting_template(kind)
    assert "«" in words_in(start)
    assert proved(start, kind) == ["So_ky_hieu"] * (not kind.is_numbered) + ONLY_IN_OWN.get(kind, [])
    filled = words_in(fill(start, kind, [sample_of(kind.values)] * 2))
    assert "«" not in filled
    assert filled.count("Bảo hiểm xã hội tỉnh Minh Họa") >= 2


def test_lines_are_repeated_within_their_row():
    filled = words_in(fill(START, THANK_YOU, [sample_of(THANK_YOU.values)]))
    assert filled.count("ABCD-EFGH-IJKL-MNOP") == len(sample_of(THANK_YOU.values).donations)


def test_a_field_that_the_paper_does_not_have_is_refused_by_its_name():
    wrong = edited(NAME, "MERGEFIELD Ten_nguoi_cho")
    with pytest.raises(ValidationError, match="Ten_nguoi_cho") as refusal:
        proved(wrong, THANK_YOU)
    assert refusal.value.code == "template_unknown_field"
    assert "Ten_nha_hao_tam" not in str(refusal.value)


def test_fields_that_a_template_leaves_out_are_named():
    short = edited("MERGEFIELD Dia_chi_nha_hao_tam", "PAGE")
    assert proved(short, THANK_YOU) == ["Dia_chi_nha_hao_tam", *ONLY_IN_OWN[THANK_YOU]]


NAME = "MERGEFIELD Ten_nha_hao_tam"
NOT_TEMPLATES = {
    "text": (b"Kinh gui", "template_broken"),
    "cut": (START[:2000], "template_broken"),
    "macro": (repacked(START, more={"word/vbaProject.bin": b"x"}), "template_runs"),
    "macro type": (repacked(START, "[Content_Types].xml", "document.main+xml", "template.macro+xml"), "template_runs"),
    "another file inside": (repacked(START, more={"word/embeddings/a.xlsx": b"x"}), "template_runs"),
    "attached template": (related("attachedTemplate"), "template_fetches"),
    "linked picture": (related("image"), "template_fetches"),
    "field that fetches": (edited(NAME, "INCLUDETEXT c:/x"), "template_other_field"),
    "field that starts a program": (edited(NAME, "DDEAUTO excel x"), "template_other_field"),
    "entities": (
        repacked(START, "word/styles.xml", "<w:styles", '<!DOCTYPE x [<!ENTITY a "b">]><w:styles'),
        "template_broken",
    ),
    "no fields": (edited("MERGEFIELD", "PAGE"), "template_without_fields"),
    "too large": (b"PK" + bytes(MOST_BYTES), "template_too_large"),
    "bomb": (repacked(START, more={f"word/{at}.xml": bytes(9 * 2**20) for at in range(4)}), "template_too_large"),
}


@pytest.mark.parametrize("what", NOT_TEMPLATES)
def test_what_is_no_plain_template_is_refused(what):
    content, code = NOT_TEMPLATES[what]
    with pytest.raises(ValidationError) as refusal:
        proved(content, THANK_YOU)
    assert refusal.value.code == code


def test_a_link_to_a_page_may_stand_in_a_template():
    linked = related("hyperlink")
    assert proved(linked, THANK_YOU) == ONLY_IN_OWN[THANK_YOU]


def sent(content=START, name="thư cảm ơn.docx"):
    return {"file": SimpleUploadedFile(name, content)}


@pytest.mark.django_db
def test_an_office_writes_its_papers_by_its_newest_template_and_by_the_common_one_again_when_it_wishes(at):
    officer = f.an_officer()
    client = at(officer)
    donation = f.an_approved_donation(by=officer)
    of_receipt = reverse("admin:paper_template", args=[RECEIPT.slug])
    own = edited("Đã nhận của", "Tiếp nhận của", starting_template(RECEIPT))
    assert "theo mẫu “biên nhận.docx (lần 1)”" in text_of(
        client.post(of_receipt, sent(own, "biên nhận.docx"), follow=True)
    )
    receipt = page(donation, "receipt")
    assert "Tiếp nhận của" in words_in(client.get(receipt, {"dang": "word"}).content)
    assert client.get(receipt, {"dang": "pdf"}).content.startswith(b"%PDF-")
    client.post(of_receipt, {"withdraw": "1"})
    assert "Đã nhận của" in words_in(client.get(receipt, {"dang": "word"}).content)
    told = AuditEvent.objects.filter(target_type="papertemplate").order_by("pk")
    assert [each.verb for each in told] == ["keep_template", "withdraw_template"]


@pytest.mark.django_db
def test_an_office_keeps_every_version_and_shows_each_filled_with_a_sample(at):
    officer = f.an_officer()
    client = at(officer)
    client.post(PAGES, sent())
    client.post(PAGES, sent(name="thư mới.docx"))
    first, second = PaperTemplate.objects.order_by("version")
    shown = text_of(client.get(PAGES))
    assert "thư cảm ơn.docx (lần 1)" in shown
    assert "Đang dùng: thư mới.docx (lần 2)" in shown
    tried = client.get(reverse("admin:paper_template_tried", args=[THANK_YOU.slug, first.pk]))
    assert "Công ty Minh Họa" in words_in(tried.content)
    kept = client.get(reverse("admin:paper_template_kept", args=[THANK_YOU.slug, second.pk]))
    assert kept.content == bytes(second.content)


@pytest.mark.django_db
def test_an_office_is_told_why_a_file_is_no_template_and_keeps_none(at):
    shown = text_of(at(f.an_officer()).post(PAGES, sent(b"Kinh gui")))
    assert "Tệp không phải mẫu Word" in shown
    assert not PaperTemplate.objects.exists()


@pytest.mark.django_db
def test_an_office_of_a_province_has_that_of_headquarters_where_it_has_none_and_never_that_of_another_province():
    nghe_an, dien_bien = f.an_officer(), f.an_officer(office=f.an_office("11"))
    paper_templates.keep(START, kind=THANK_YOU.key, filename="Nghệ An.docx", by=nghe_an)
    assert PaperTemplate.objects.in_use(dien_bien.office, THANK_YOU.key) is None
    common = paper_templates.keep(START, kind=THANK_YOU.key, filename="chung.docx", by=f.the_maker(f.headquarters()))
    assert PaperTemplate.objects.in_use(dien_bien.office, THANK_YOU.key) == common
    assert PaperTemplate.objects.in_use(nghe_an.office, THANK_YOU.key).filename == "Nghệ An.docx"


@pytest.mark.django_db
def test_an_office_has_no_template_of_whoever_may_not_keep_one(at):
    with pytest.raises(ValidationError):
        paper_templates.keep(START, kind=THANK_YOU.key, filename="a.docx", by=f.an_officer(roles.APPROVER))
    assert at(f.an_officer(roles.APPROVER)).get(PAGES).status_code == 403


@pytest.mark.django_db
def test_an_office_sees_no_template_of_another_office(at):
    kept = paper_templates.keep(START, kind=THANK_YOU.key, filename="a.docx", by=f.an_officer())
    stranger = at(f.an_officer(office=f.an_office("11")))
    assert stranger.get(reverse("admin:paper_template_kept", args=[THANK_YOU.slug, kept.pk])).status_code == 404
    assert "a.docx" not in text_of(stranger.get(PAGES))


@pytest.mark.django_db
def test_an_office_begins_from_the_common_template(at):
    client = at(f.an_officer())
    start = client.get(reverse("admin:paper_template_start", args=[THANK_YOU.slug]))
    assert "«Ten_nha_hao_tam»" in words_in(start.content)
    listed = text_of(client.get(reverse("admin:paper_templates")))
    assert "Thư cảm ơn mẫu chung" in listed
