"""The photo of a hand-over: uploaded, shown in public while there is consent, taken away at once without."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from programmes.access.scope import may_work_for
from programmes.actions import handovers
from programmes.exchange.reading import photos
from programmes.models import HandoverEvent

RIGHT = "programmes.change_handoverevent"


class PhotoForm(forms.ModelForm):
    """The photo, its caption, and the day on which those in it agreed."""

    new_photo = forms.FileField(
        label=_("Ảnh"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
        help_text=_("JPEG hoặc PNG, tối đa 5 MB. Vị trí và thông tin máy ảnh được xóa khi lưu."),
    )
    photo_consented_on = forms.DateField(
        label=_("Đồng ý đăng ảnh ngày"),
        required=False,
        help_text=HandoverEvent._meta.get_field("photo_consented_on").help_text,
    )

    class Meta:
        model = HandoverEvent
        fields = ("photo_caption",)

    field_order = ("new_photo", "photo_caption", "photo_consented_on")

    def clean_new_photo(self):
        file = self.cleaned_data["new_photo"]
        return photos.re_encoded(file) if file else None


class PhotoPages:
    """Admin mixin of hand-over events: the addresses `anh/` (form) and `anh.jpg` below the page of an event."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/anh/", wrap(self.photo_view), name="programmes_handoverevent_photo"),
            path("<int:pk>/anh.jpg", wrap(self.picture_view), name="programmes_handoverevent_picture"),
            *super().get_urls(),
        ]

    def photo_url(self, record):
        return reverse("admin:programmes_handoverevent_photo", args=[record.pk])

    def may_show_photo(self, request, record):
        """An event that is done keeps its particulars, but its photo may come and must be able to go."""
        return request.user.has_perm(RIGHT) and may_work_for(request.user, record.office)

    def picture_view(self, request, pk):
        """The stored photo for the officers of the event, whether public or not."""
        event = self.get_object(request, str(pk))
        if event is None or not self.has_view_permission(request, event):
            raise Http404
        picture = event.read_photo()
        if picture is None:
            raise Http404
        return HttpResponse(picture, content_type="image/jpeg")

    def photo_view(self, request, pk):
        event = self.get_object(request, str(pk))
        if event is None:
            raise Http404
        if not self.may_show_photo(request, event):
            raise PermissionDenied
        initial = {"photo_consented_on": event.photo_consented_on}
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = PhotoForm(*sent, instance=event, initial=initial)
        if request.method == "POST" and self._store(request, event, form):
            return redirect(self.photo_url(event))
        return self._photo_page(request, event, form)

    def _store(self, request, event, form):
        """Whether what was sent is stored; a refusal is on the form."""
        try:
            if "remove" in request.POST:
                handovers.remove_photo(event, reason=str(_("gỡ ảnh")), by=request.user)
            elif form.is_valid():
                data = form.cleaned_data
                handovers.show_photo(
                    event,
                    data["new_photo"],
                    caption=data["photo_caption"],
                    consented_on=data["photo_consented_on"],
                    by=request.user,
                )
            else:
                return False
        except ValidationError as refusal:
            form.add_error(None, [*refusal.messages])
            return False
        self.message_user(request, _("Đã lưu; trang công khai đổi theo ngay."))
        return True

    def _photo_page(self, request, event, form):
        return self.page(
            request,
            "admin/handovers/photo.html",
            _("Ảnh buổi trao: %s") % event,
            record=event,
            record_url=self.record_url(event),
            form=form,
            is_lost=bool(event.photo) and not event.has_photo,
            picture_url=reverse("admin:programmes_handoverevent_picture", args=[event.pk]),
        )
