"""A form over an upload, and its boxes in which a text of the file is told the meaning of."""

from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.options import Options
from programmes.standards.names import fold, tidy

UNUSED = ""


class ChoiceForm(forms.Form):
    """A form over an upload, the drafts that could take its gifts, and what has been chosen for it so far.

    `choices_made` says what of `options` it changes, as a dict; a box that was not sent changes nothing.
    """

    def __init__(self, data=None, *, batch, drafts):
        super().__init__(data)
        self.batch, self.report, self.layout = batch, batch.report, LAYOUTS[batch.layout]
        self.drafts = drafts
        self.options = Options.from_json(batch.options)
        self.build()

    def build(self):
        """Fields that depend on the file."""


class OfferField(forms.CharField):
    """A text among those offered, sent as what the column reads or as its label; in a long page a box that suggests."""

    def __init__(self, *, offers, datalist="", empty_label="", **kwargs):
        self.offers, self.datalist = offers, datalist
        if not datalist:
            kwargs["widget"] = forms.Select(choices=[(UNUSED, empty_label), *offers])
        else:
            kwargs["widget"] = forms.TextInput(attrs={"list": datalist})
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value):
        return dict(self.offers).get(value, value) if self.datalist else value

    def to_python(self, value):
        text = super().to_python(value)
        if text in dict(self.offers):
            return text
        found = [offered for offered, label in self.offers if fold(text) in (fold(offered), fold(label))]
        if text and not found:
            told = _("Không có “%s” để chọn; hãy chọn trong danh sách gợi ý.") % text
            raise forms.ValidationError(told, code="not_offered")
        return found[0] if text else ""


class ToldField(forms.CharField):
    """A text that must be readable as a cell of its column is."""

    def __init__(self, *, parse, **kwargs):
        self.parse = parse
        super().__init__(required=False, max_length=200, **kwargs)

    def validate(self, value):
        super().validate(value)
        if value and self.parse:
            self.parse(tidy(value))
