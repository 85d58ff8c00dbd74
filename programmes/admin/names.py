"""The name of a person typed all in capitals or all in small letters: the form offers it as names are written."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.standards.names import as_names_are_written, tidy


class OffersName:
    """Form mixin: the box of `name_field` comes back with the offer, which the next save takes; who types the same
    again means it. `offered` carries the text that was typed.
    """

    name_field = "full_name"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.name_field in self.fields:
            self.fields["offered"] = forms.CharField(required=False, widget=forms.HiddenInput)

    def names_a_person(self):
        """Whether what was typed is the name of a person; organisations write theirs as they like."""
        return True

    def clean(self):
        cleaned = super().clean()
        typed = tidy(cleaned.get(self.name_field) or "")
        offer = as_names_are_written(typed)
        is_meant = typed == cleaned.get("offered") or self.name_field not in self.changed_data
        if typed == offer or is_meant or not self.names_a_person():
            return cleaned
        self.data = self.data.copy()
        self.data[self.add_prefix(self.name_field)], self.data[self.add_prefix("offered")] = offer, typed
        told = _(
            "Tên viết toàn %(how)s nên ô này đã đổi thành “%(offer)s”: bấm Lưu để ghi như vậy, hoặc gõ lại “%(typed)s” "
            "để giữ cách viết cũ."
        ) % {"how": _("chữ thường") if typed.islower() else _("chữ hoa"), "offer": offer, "typed": typed}
        self.add_error(self.name_field, ValidationError(told, code="name_offered"))
        return cleaned
