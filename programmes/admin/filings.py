"""The page under an approved gift list from which it is filed: what is lacking, with what it is filed, the files."""

import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from programmes.actions import filings
from programmes.exchange.filing.papers import Papers
from programmes.models import PARTS, Filing, FilingUnit, Issuance
from programmes.standards.money import format_number

SHOWN_COMMUNES = 30
TYPES = {".zip": "application/zip", ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


class UnitForm(forms.ModelForm):
    class Meta:
        model = FilingUnit
        fields = filings.UNIT


class FilingForm(forms.ModelForm):
    class Meta:
        model = Filing
        fields = filings.LIST


class CommunesForm(forms.Form):
    """A code for each commune of the list that has none; what is left empty is asked again."""

    def __init__(self, data, names):
        super().__init__(data, prefix="xa")
        for place, name in enumerate(names[:SHOWN_COMMUNES]):
            self.fields[f"ma-{place}"] = forms.CharField(label=name, max_length=5, required=False)

    @property
    def codes(self):
        return {field.label: self.cleaned_data[key] for key, field in self.fields.items() if self.cleaned_data[key]}


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
        gift_list = self.get_object(request, str(pk))
        if gift_list is None:
            raise Http404
        if not self.may_file(request, gift_list):
            raise PermissionDenied
        papers = Papers(gift_list)
        sent = (request.POST,) if request.method == "POST" and "luu" in request.POST else (None,)
        unit = UnitForm(*sent, instance=papers.unit, prefix="dv")
        filing = FilingForm(*sent, instance=papers.filing, prefix="ds")
        communes = CommunesForm(*sent, papers.unknown_communes)
        if sent[0] is not None and all([unit.is_valid(), filing.is_valid(), communes.is_valid()]):
            try:
                filings.describe(gift_list, unit.instance, filing.instance, communes.codes, by=request.user)
            except ValidationError as refusal:
                communes.add_error(None, ValidationError(refusal.messages, code="filing_refused"))
            else:
                self.message_user(request, _("Đã lưu thông tin lập hồ sơ."))
                return redirect(self.filing_url(gift_list))
        gaps = papers.gaps() if sent[0] is None else Papers(gift_list).gaps()
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

    def _filing(self, request, gift_list, papers, gaps, sent):
        answers = Issuance.objects.filter(gift__gift_list=gift_list)
        refused = answers.exclude(refusal="").count()
        return self.page(
            request,
            "admin/filing.html",
            _("Hồ sơ cấp thẻ, sổ: %s") % gift_list,
            record=gift_list,
            record_url=self.record_url(gift_list),
            summary=[
                (_("Số người xin cấp"), format_number(len(papers.lines))),
                (_("Đã cấp"), format_number(answers.count() - refused)),
                (_("Không cấp"), format_number(refused)),
            ],
            gaps=gaps,
            is_ready=bool(papers.papers) and not any(gap.is_needed for gap in gaps),
            forms=sent,
            may_describe=request.user.has_perm(f"programmes.{filings.RIGHT}"),
            papers=[(paper, len(paper.lines), _sums(paper)) for paper in papers.papers],
            answers_url=reverse("admin:programmes_issuance_import"),
        )


def _sums(paper):
    """What the lines of a paper come to: in all, then by payer, as the books have it."""
    parts = [sum(getattr(line, name) for line in paper.lines) for name in PARTS]
    return [sum(parts), *parts]
