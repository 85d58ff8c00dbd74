"""The form that visitors fill in, and what keeps machines away from it without asking anybody else about them."""

from django import forms
from django.core import signing
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programmes.models import Feedback

SALT = "letterbox"
SECONDS = 3  # in which nobody reads the form and writes
HOURS = 24
LONGEST_READ = 20_000  # characters that are looked at, and shown again


def stamp():
    """A signed moment with a nonce, which makes a form one form."""
    return signing.dumps(get_random_string(22), salt=SALT)


class LetterForm(forms.Form):
    """`nonce` is what its stamp says, once the form is valid. What is said of text and contact, rules/ judge."""

    kind = forms.ChoiceField(label=_("Quý vị gửi"), choices=Feedback.Kind.choices, initial=Feedback.Kind.QUESTION)
    text = forms.CharField(label=pgettext_lazy("phản ánh", "Nội dung"), required=False, max_length=LONGEST_READ)
    contact = forms.CharField(label=_("Thư điện tử hoặc điện thoại"), required=False, max_length=LONGEST_READ)
    website = forms.CharField(required=False)
    stamp = forms.CharField(required=False)

    def clean_website(self):
        """A field that nobody sees; machines fill in every one."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(
                _("Có một ô ẩn phải để trống mà đã được điền; ô ấy đã xóa, xin bấm gửi lại."), code="trapped"
            )
        return ""

    def clean_stamp(self):
        """Too young and too old a form is sent again, which is one press for a person."""
        sent = self.cleaned_data["stamp"]
        try:
            self.nonce = signing.loads(sent, salt=SALT, max_age=HOURS * 3600)
        except signing.BadSignature:
            raise forms.ValidationError(
                _("Biểu mẫu đã mở quá lâu nên chưa gửi; nội dung còn nguyên dưới đây, xin bấm gửi lần nữa."),
                code="old",
            ) from None
        if _is_young(sent):
            raise forms.ValidationError(
                _("Biểu mẫu được gửi quá nhanh nên chưa nhận; nội dung còn nguyên dưới đây, xin bấm gửi lần nữa."),
                code="young",
            )
        return sent

    def beside_fields(self):
        """What is wrong and stands beside no field that is seen."""
        return [told for name in (NON_FIELD_ERRORS, "kind", "website", "stamp") for told in self.errors.get(name, ())]

    def needs_stamp(self):
        """Whether the stamp that was sent has served, or is none of ours or of today."""
        return self.has_error("stamp", "old") or self.has_error(NON_FIELD_ERRORS, "feedback_form_is_used")


def _is_young(sent):
    try:
        signing.loads(sent, salt=SALT, max_age=SECONDS)
    except signing.SignatureExpired:
        return False
    return True
