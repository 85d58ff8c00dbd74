"""How an officer is known at the login: the code to set a password with, the second factor, the sessions."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.models.fields import EncryptedTextField
from programmes.models.offices import Officer
from programmes.standards.outages import is_database_away


class PasswordCode(models.Model):
    """The one code with which an officer may set a password now; a new one takes its place, its use ends it."""

    officer = models.OneToOneField(Officer, models.PROTECT, verbose_name=_("cán bộ"), related_name="password_code")
    code_hash = models.BinaryField(_("mã đã băm"), unique=True)
    given_at = models.DateTimeField(_("cấp lúc"))

    class Privacy:
        public = set()
        personal = {"code_hash"}

    class Meta:
        verbose_name = _("mã đặt mật khẩu")
        verbose_name_plural = _("mã đặt mật khẩu")

    def __str__(self):
        return f"{self.officer}, {self.given_at:%d/%m/%Y %H:%M}"


class SecondFactor(models.Model):
    """The app on an officer's phone that makes a code of six digits every half minute (RFC 6238).

    `confirmed_at` is empty until the officer has shown a first code. `last_step` is the half minute of the newest
    code that was used: no code serves twice. `recovery_hashes` are those of the unused recovery codes, as hex.
    """

    officer = models.OneToOneField(Officer, models.PROTECT, verbose_name=_("cán bộ"), related_name="second_factor")
    secret = EncryptedTextField(_("khóa bí mật, dạng base32"))
    last_step = models.BigIntegerField(_("nửa phút của mã mới nhất"), default=0)
    recovery_hashes = models.JSONField(_("mã dự phòng đã băm"), default=list, blank=True)
    confirmed_at = models.DateTimeField(_("xác nhận lúc"), null=True, blank=True)

    class Privacy:
        public = set()
        personal = {"secret", "recovery_hashes"}

    class Meta:
        verbose_name = _("xác thực hai bước")
        verbose_name_plural = _("xác thực hai bước")

    def __str__(self):
        return str(self.officer)


class OfficerSession(AbstractBaseSession):
    """A session that knows whose it is; until a login it is nobody's."""

    session_key = models.CharField(_("khóa phiên"), max_length=40, primary_key=True)
    session_data = models.TextField(_("dữ liệu phiên"))
    expire_date = models.DateTimeField(_("hết hạn lúc"), db_index=True)
    officer = models.ForeignKey(Officer, models.PROTECT, verbose_name=_("cán bộ"), null=True, related_name="sessions")

    class Privacy:
        public = set()
        personal = {"session_data"}

    class Meta(AbstractBaseSession.Meta):
        verbose_name = _("phiên đăng nhập")
        verbose_name_plural = _("phiên đăng nhập")

    @classmethod
    def get_session_store_class(cls):
        return SessionStore


class SessionStore(DatabaseStore):
    """Django's sessions in the database, in our table (settings.SESSION_ENGINE is this module).

    From its login on a session says when it began, when the officer was last seen, and when the officer last showed to
    be at the keyboard, each in seconds.
    """

    @classmethod
    def get_model_class(cls):
        return OfficerSession

    def save(self, must_create=False):
        if SESSION_KEY in self and "began" not in self:
            self.begin()
        try:
            super().save(must_create)
        except UpdateError as error:  # so Django calls whatever the database answers, "no such row" and "away"
            if is_database_away(error.__context__):
                raise error.__context__ from None
            raise

    def begin(self):
        """An officer has logged in now."""
        self.update(dict.fromkeys(("began", "seen", "proved"), int(timezone.now().timestamp())))

    def create_model_instance(self, data):
        session = super().create_model_instance(data)
        session.officer_id = data.get(SESSION_KEY)
        return session
