"""The page under an approved gift list from which it is filed: what is lacking, with what it is filed, the files."""

import re
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from programmes.actions import filings
from programmes.exchange.filing.papers import Papers
from programmes.models import PARTS, Commune, Filing, FilingUnit, Issuance
from programmes.standards.money import format_number

BETWEEN = r"(?:\s*[\t,;:]\s*|\s+)"
CODED = (
    re.compile(rf"(?P<name>.+?){BETWEEN}(?P<code>\d+)", re.ASCII),
    re.compile(rf"(?P<code>\d+){BETWEEN}(?P<name>.+)", re.ASCII),
)
TYPES = {".zip": "application/zip", ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


class UnitForm(forms.ModelForm):
    class Meta:
        model = FilingUnit
        fields = filings.UNIT


class FilingForm(forms.ModelForm):
    class Meta:
        model = Filing
        fields = filings.LIST
        labels = {
            "card_plan": _("Phương án thẻ BHYT của người đã có mã số BHXH"),
            "book_plan": _("Phương án sổ BHXH của người đã có mã số BHXH"),
        }
        help_texts = dict.fromkeys(("card_plan", "book_plan"), _("Người chưa có mã số luôn ghi TM: tăng mới."))


class CommunesForm(forms.Form):
    """Communes with their codes, a line each; `names` of those that have none stand there already.

    What is left without a code is asked again. A whole province may be pasted: other lists will know it.
    """

    lines = forms.CharField(
        label=_("Tên xã và mã"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_(
            "Mỗi dòng một xã: tên, rồi mã 5 chữ số. Dán được hai cột “xã, mã” từ bảng tính, kể cả của cả tỉnh."
        ),
    )

    def __init__(self, data, names):
        super().__init__(data, prefix="xa", initial={"lines": "\n".join(f"{name}\t" for name in names)})
        self.names = names

    def clean_lines(self):
        """Name -> code of each line that has a code."""
        codes = {}
        for place, line in enumerate(self.cleaned_data["lines"].splitlines(), 1):
            text = line.strip()
            if text in self.names or not any(map(str.isdigit, text)):
                continue
            found = next(filter(None, (form.fullmatch(text) for form in CODED)), None)
            name, code = (found["name"], found["code"]) if found else ("", "")
            if not 0 < len(name) <= Commune._meta.get_field("name").max_length or {"\t", ";"} & set(name):
                message = _("Dòng %d chưa đúng; mỗi dòng chỉ ghi tên một xã và mã của xã đó.")
                raise ValidationError(message % place, code="commune_line_form")
            if codes.setdefault(name, code) != code:
                message = _("Dòng %(line)d ghi cho “%(name)s” một mã khác với dòng trên; giữ lại một dòng.")
                raise ValidationError(message % {"line": place, "name": name}, code="commune_two_codes")
        return codes


class FilingPage:
    """Admin mixin of gift lists: the address `ho-so/` below the page of a list."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.filing_view)
        return [path("<int:pk>/ho-so/", view, name="programmes_giftlist_filing"), *super().get_urls()]

    def filing_url(self, record):
        return reverse("admin:programmes_giftlist_filing", args=[record.pk])

    def may_file(self, request, record):
        return not any(filings.check(record, request.user))

    def filing_view(self, request, pk):
        gift_list = self.record_at(request, pk)
        if not self.may_file(request, gift_list):
            raise PermissionDenied
        papers = Papers(gift_list, request.user)
        sent = (request.POST,) if request.method == "POST" and "luu" in request.POST else (None,)
        unit = UnitForm(*sent, instance=papers.unit, prefix="dv")
        filing = FilingForm(*sent, instance=papers.filing, prefix="ds")
        communes = CommunesForm(*sent, papers.unknown_communes)
        if sent[0] is not None and all([unit.is_valid(), filing.is_valid(), communes.is_valid()]):
            try:
                codes = communes.cleaned_data["lines"]
                filings.describe(gift_list, unit.instance, filing.instance, codes, by=request.user)
            except ValidationError as refusal:
                communes.add_error("lines", ValidationError(refusal.messages, code="filing_refused"))
            else:
                self.message_user(request, _("Đã lưu thông tin lập hồ sơ."))
                return redirect(self.filing_url(gift_list))
        gaps = papers.gaps() if sent[0] is None else Papers(gift_list, request.user).gaps()
        if request.method == "POST" and "tep" in request.POST and not any(gap.is_needed for gap in gaps):
            return self._files(request, gift_list, papers)
        return self._filing(request, gift_list, papers, gaps, (unit, filing, communes))

    def _files(self, request, gift_list, papers):
        """One file, or all in one archive; written whole and noted before the first byte leaves."""
        with TemporaryDirectory() as folder:
            written, wanted = papers.write(folder), request.POST["tep"]
            taken = {wanted: written[wanted]} if wanted in written else written
            filings.note_filed(gift_list, taken, by=request.user)
            name = wanted if wanted in written else f"ho-so-{gift_list.code}.zip"
            if wanted not in written:
                with zipfile.ZipFile(f"{folder}/{name}", "w", zipfile.ZIP_DEFLATED) as archive:
                    for file in written:
                        archive.write(f"{folder}/{file}", file)
            # The open file outlives its name; the folder can go.
            return FileResponse(
                open(f"{folder}/{name}", "rb"), as_attachment=True, content_type=TYPES[Path(name).suffix]
            )

    def _filing(self, request, gift_list, papers, gaps, forms_of_page):
        answers = Issuance.objects.filter(gift__gift_list=gift_list)
        refused = answers.exclude(refusal="").count()
        issued = answers.count() - refused
        waiting = len({line.gift for line in papers.lines} - set(answers.values_list("gift", flat=True)))
        return self.page(
            request,
            "admin/filing.html",
            _("Hồ sơ cấp thẻ, sổ: %s") % gift_list,
            record=gift_list,
            record_url=self.record_url(gift_list),
            summary=[
                (_("Thẻ, sổ xin cấp"), format_number(issued + refused + waiting)),
                (_("Đã cấp"), format_number(issued)),
                (_("Không cấp"), format_number(refused)),
                (_("Chưa có kết quả"), format_number(waiting)),
            ],
            issued=issued,
            needed=[gap for gap in gaps if gap.is_needed],
            told=[gap for gap in gaps if not gap.is_needed],
            is_ready=bool(papers.papers) and not any(gap.is_needed for gap in gaps),
            is_sent=any(form.is_bound for form in forms_of_page),
            **dict(zip(("unit", "filing", "communes"), forms_of_page, strict=True)),
            may_describe=request.user.has_perm(f"programmes.{filings.RIGHT}"),
            papers=[(paper, len(paper.lines), _sums(paper)) for paper in papers.papers],
            answers_url=reverse("admin:programmes_issuance_import"),
            answered=(issued or refused) and request.user.has_perm("programmes.view_issuance"),
            answered_url=f"{reverse('admin:programmes_issuance_changelist')}?gift_list={gift_list.pk}",
        )


def _sums(paper):
    """What the lines of a paper come to: in all, then by payer, as the books have it."""
    parts = [sum(getattr(line, name) for line in paper.lines) for name in PARTS]
    return [sum(parts), *parts]
