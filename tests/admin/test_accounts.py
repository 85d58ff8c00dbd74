"""The own account: a password set with a code, a second factor, sessions that end, being asked again."""

import base64
import re
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import TOTP

from programmes.access import roles, tries
from programmes.access.factors import needs_second_factor
from programmes.actions import audit, factors
from programmes.admin.accounts import browser_name
from programmes.models import AuditEvent, Officer, PasswordCode, SecondFactor
from tests.admin.pages import adding, changelist, page, said, text_of, verb
from tests.factories import PASSWORD, a_donor, a_planned_handover, an_office, an_officer

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
GOOD = "ngua pin xop mua cau"
HERE = "http://testserver"
CODE = re.compile(r"\b(?:[A-Z2-7]{4}-){3}[A-Z2-7]{4}\b")


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def clock(monkeypatch):
    """A clock that is moved: clock(minutes=31)."""
    moved = [timezone.now()]
    monkeypatch.setattr(timezone, "now", lambda: moved[0])

    def move(**by):
        moved[0] += timedelta(**by)

    return move


def code_for(officer, at, by=None):
    admin = at(by or an_officer(roles.ADMINISTRATOR))
    return CODE.search(text_of(admin.post(reverse("admin:auth_user_password_change", args=[officer.pk])))).group()


def set_password(code, password=GOOD, again=None):
    data = {"code": code, "password1": password, "password2": again or password}
    return Client().post(reverse("admin:set_password"), data)


def log_in(officer, password=PASSWORD, client=None, **more):
    client = client or Client()
    return client.post(reverse("admin:login"), {"username": officer.username, "password": password, **more})


def shown_by_app(officer, seconds=0):
    app = TOTP(base64.b32decode(SecondFactor.objects.get(officer=officer).secret))
    app.time = timezone.now().timestamp() + seconds
    return f"{app.token():06}"


def enrolled(officer, at):
    """A client of an officer who has just set up the second factor, and the recovery codes."""
    client, url = at(officer), reverse("admin:second_factor")
    client.post(url)
    answer = client.post(url, {"code": shown_by_app(officer)})
    return client, re.findall(r"\b[A-Z2-7]{4}-[A-Z2-7]{4}\b", text_of(answer))


# The password is the officer's own


def test_an_account_is_opened_with_a_code_that_is_shown_once(at):
    admin = at(an_officer(roles.ADMINISTRATOR))
    sent = {"username": "nguyenan", "full_name": "Nguyễn Văn Ân", "office": an_office().pk, "groups": []}
    code = CODE.search(text_of(admin.post(adding("officer"), sent))).group()
    officer = Officer.objects.get(username="nguyenan")
    assert code not in text_of(admin.get(page(officer)))
    assert code.replace("-", "").encode() not in bytes(PasswordCode.objects.get().code_hash)
    assert not any(code in str((event.before, event.after)) for event in AuditEvent.objects.all())
    assert set_password(code.lower().replace("-", " ")).status_code == 302
    assert log_in(officer, GOOD).status_code == 302


def test_nobody_types_the_password_of_another(at):
    officer, sent = an_officer(), {"password1": GOOD, "password2": GOOD, "usable_password": "true"}
    admin = at(an_officer(roles.ADMINISTRATOR))
    admin.post(reverse("admin:auth_user_password_change", args=[officer.pk]), sent)
    assert Officer.objects.get(pk=officer.pk).check_password(PASSWORD)


def test_a_code_serves_once_for_a_day_and_until_the_next_one(at, clock):
    officer = an_officer()
    former, code = code_for(officer, at), code_for(officer, at)
    assert "Mã không đúng, đã dùng hoặc đã quá một ngày" in text_of(set_password(former))
    assert set_password(code).status_code == 302
    assert "Mã không đúng" in text_of(set_password(code))
    late = code_for(officer, at)
    clock(hours=24)
    assert "Mã không đúng" in text_of(set_password(late))
    assert Officer.objects.get(pk=officer.pk).check_password(GOOD)


def test_a_weak_password_is_refused_and_the_code_still_serves(at):
    officer = an_officer(full_name="Lò Thị Hoài")
    code = code_for(officer, at)
    for weak, word in (("ngan", "12 ký tự"), ("Hoai@19901990", "dễ đoán"), ("Nghean@123456", "dễ đoán")):
        assert word in text_of(set_password(code, weak))
    assert set_password(code, again="khac").status_code == 200
    assert set_password(code).status_code == 302


def test_who_has_left_sets_no_password(at):
    officer = an_officer()
    code = code_for(officer, at)
    Officer.objects.filter(pk=officer.pk).update(is_active=False)
    assert "Mã không đúng" in text_of(set_password(code))
    again = at(an_officer(roles.ADMINISTRATOR)).post(reverse("admin:auth_user_password_change", args=[officer.pk]))
    assert "bị khóa nên mã không dùng được" in text_of(again)


def test_codes_are_not_guessed_for_long():
    answers = [text_of(set_password("AAAA-AAAA-AAAA-AAAA")) for _each in range(11)]
    assert "Nhập sai quá nhiều lần; hãy đợi 15 phút" in answers[-1]


def test_officers_who_set_their_passwords_do_not_use_up_the_tries_of_their_address(at, monkeypatch):
    monkeypatch.setattr(tries, "TRIES", 1)
    codes = [code_for(an_officer(), at) for _each in range(3)]
    assert {set_password(code).status_code for code in codes} == {302}


def test_a_new_password_ends_all_sessions(at):
    officer = an_officer()
    client = at(officer)
    set_password(code_for(officer, at))
    assert client.get("/quan-tri/").status_code == 302


def change_password(client, new=GOOD, old=PASSWORD):
    data = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post(reverse("admin:password_change"), data)


def test_a_change_of_the_own_password_is_noted_and_told_and_ends_the_sessions_elsewhere(at):
    officer = an_officer()
    here, elsewhere = at(officer), at(officer)
    assert "Tài khoản của tôi" in text_of(here.get(reverse("admin:password_change")))
    assert change_password(here).status_code == 302
    event = AuditEvent.objects.get(verb="change_password")
    assert (event.actor, event.target_id, event.after) == (officer.username, str(officer.pk), {})
    assert f"{officer.username} đã đổi mật khẩu của mình" in text_of(here.get("/quan-tri/"))
    assert elsewhere.get("/quan-tri/").status_code == 302
    assert not change_password(here, new="12345678", old=GOOD).context["form"].is_valid()
    assert AuditEvent.objects.filter(verb="change_password").count() == 1


def test_who_guesses_the_password_of_an_open_session_is_noted_and_does_not_guess_for_long(at):
    officer = an_officer()
    client = at(officer)
    for _each in range(5):
        change_password(client, old="đoán mò")
        client.post(reverse("admin:prove"), {"password": "đoán mò"})
    assert "Nhập sai quá nhiều lần" in text_of(change_password(client))
    noted = AuditEvent.objects.filter(verb="proof_failed", actor=officer.username, after={"address": "127.0.0.1"})
    assert noted.count() == 10
    assert Officer.objects.get().check_password(PASSWORD)


def test_officer_and_administrators_are_told_of_a_reset(at):
    officer, admin = an_officer(), an_officer(roles.ADMINISTRATOR)
    code_for(officer, at, by=admin)
    told = f"{admin.username} đã cấp mã đặt mật khẩu cho tài khoản {officer.username}"
    for reader in (officer, admin, an_officer(roles.ADMINISTRATOR)):
        assert told in text_of(at(reader).get("/quan-tri/"))
    assert told not in text_of(at(an_officer()).get("/quan-tri/"))
    event = AuditEvent.objects.get(verb="give_code")
    assert (event.actor, event.target_id) == (admin.username, str(officer.pk))


def test_one_administrator_does_not_reset_both_halves_of_a_login(at):
    officer, admin, other = an_officer(), an_officer(roles.ADMINISTRATOR), an_officer(roles.ADMINISTRATOR)
    client, _codes = enrolled(officer, at)
    code_for(officer, at, by=admin)
    assert "không do cùng một người" in text_of(at(admin).post(verb(officer, "bo-hai-buoc"), {}))
    assert SecondFactor.objects.filter(officer=officer).exists()
    at(other).post(verb(officer, "bo-hai-buoc"), {})
    assert not SecondFactor.objects.filter(officer=officer).exists()
    assert client.get("/quan-tri/").status_code == 302
    refused = at(other).post(reverse("admin:auth_user_password_change", args=[officer.pk]))
    assert "không do cùng một người" in text_of(refused)


@pytest.mark.parametrize("opens", ["appoint", "give_code"])
def test_an_administrator_does_not_reset_the_other_half_by_an_account_opened_for_it(at, opens):
    """Whoever holds the code of another administrator's account is both of them."""
    officer, admin, puppet, another = an_officer(), *(an_officer(roles.ADMINISTRATOR) for _each in range(3))
    enrolled(officer, at)
    at(admin).post(verb(officer, "bo-hai-buoc"), {})
    audit.note(opens, puppet, by=admin)
    audit.note(opens, another, by=puppet)
    reset = reverse("admin:auth_user_password_change", args=[officer.pk])
    for one in (puppet, another):
        assert "không do cùng một người" in text_of(at(one).post(reset))
    assert CODE.search(text_of(at(an_officer(roles.ADMINISTRATOR)).post(reset)))


def test_nobody_resets_the_own_account(at):
    admin = an_officer(roles.ADMINISTRATOR)
    url = reverse("admin:auth_user_password_change", args=[admin.pk])
    assert "nhờ người quản trị khác" in text_of(at(admin).post(url))
    assert not PasswordCode.objects.exists()


# The second factor

NEEDING = {"Cán bộ BHXH tỉnh", "Cán bộ BHXH Việt Nam", "Người phê duyệt", "Quản trị tài khoản"}


@pytest.mark.parametrize("role", roles.ROLES, ids=lambda role: role.name)
def test_production_lets_nobody_work_who_approves_exports_publishes_or_administers_without_a_second_factor(
    role, at, settings
):
    settings.SECOND_FACTOR_REQUIRED = True
    officer = an_officer(role)
    assert needs_second_factor(officer) is (role.name in NEEDING)
    answer = at(officer).get("/quan-tri/")
    assert (answer.status_code, answer.headers.get("Location")) == (
        (302, reverse("admin:second_factor")) if role.name in NEEDING else (200, None)
    )


def test_no_page_of_the_officers_opens_before_the_second_factor_that_is_due(at, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    officer, donor = an_officer(), a_donor()
    client = at(officer)
    for address in (changelist("donor"), page(donor), changelist("donor") + "export/", reverse("admin:autocomplete")):
        assert client.get(address)["Location"] == reverse("admin:second_factor")
    assert client.post(page(donor), {"name": "x"})["Location"] == reverse("admin:second_factor")
    client, _codes = enrolled(officer, at)
    assert client.get(changelist("donor")).status_code == 200


@pytest.mark.parametrize("production", [True, False])
def test_production_requires_a_second_factor_and_nothing_else_does(production):
    code = "from bhxh_portal import settings; print(settings.SECOND_FACTOR_REQUIRED)"
    key = base64.urlsafe_b64encode(b"k" * 32).decode()
    said = {"PRODUCTION": str(int(production)), "SECRET_KEY": key, "DATA_KEYS": key, "DATA_INDEX_KEY": key}
    done = subprocess.run([sys.executable, "-c", code], env=said, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(production)


def test_who_has_begun_ends_it_before_anything_else(at):
    officer = an_officer(roles.AUDITOR)
    factors.begin(by=officer)
    answer = at(officer).get("/quan-tri/", follow=True)
    assert "Thiết lập một lần" in text_of(answer)
    assert "<svg" in answer.content.decode()


def test_from_then_on_the_login_asks_for_a_code(at, clock):
    officer = an_officer()
    elsewhere, (here, _codes) = at(officer), enrolled(officer, at)
    assert [client.get("/quan-tri/").status_code for client in (here, elsewhere)] == [200, 302]
    clock(minutes=1)
    assert "Hãy nhập thêm mã xác thực" in text_of(log_in(officer))
    assert "không đúng hoặc đã dùng" in text_of(log_in(officer, code="000000"))
    assert log_in(officer, "đoán mò", code=shown_by_app(officer)).status_code == 200
    assert log_in(officer, code=shown_by_app(officer)).status_code == 302


def test_a_code_is_used_once(at, clock):
    officer = an_officer()
    enrolled(officer, at)
    assert log_in(officer, code=shown_by_app(officer)).status_code == 200, "it has confirmed the app already"
    clock(minutes=1)
    code = shown_by_app(officer)
    assert log_in(officer, code=code).status_code == 302
    assert log_in(officer, code=code).status_code == 200
    assert log_in(officer, code=shown_by_app(officer, -30)).status_code == 200, "an earlier one, too"


def test_a_recovery_code_serves_once_and_is_told(at, clock):
    officer = an_officer()
    _client, codes = enrolled(officer, at)
    assert len(set(codes)) == 10
    assert log_in(officer, code=codes[3].lower()).status_code == 302
    assert log_in(officer, code=codes[3]).status_code == 200
    assert AuditEvent.objects.get(verb="use_recovery_code").after == {"left": 9}


def test_wrong_codes_end_in_a_pause(at, clock):
    officer = an_officer()
    enrolled(officer, at)
    clock(minutes=1)
    for _each in range(10):
        log_in(officer, code="000000")
    assert "Sai quá 10 lần" in text_of(log_in(officer, code=shown_by_app(officer)))


def test_neither_secret_nor_codes_lie_readable_in_the_database(at):
    officer = an_officer()
    _client, codes = enrolled(officer, at)
    factor = SecondFactor.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret, recovery_hashes FROM programmes_secondfactor")
        secret, hashes = cursor.fetchone()
    assert factor.secret.encode() not in bytes(secret)
    assert not any(code in str(hashes) or code.replace("-", "") in str(hashes) for code in codes)


def test_a_code_of_the_wrong_clock_does_not_confirm(at):
    officer = an_officer()
    client, url = at(officer), reverse("admin:second_factor")
    client.post(url)
    assert "kiểm tra giờ của điện thoại" in text_of(client.post(url, {"code": shown_by_app(officer, 300)}))
    assert SecondFactor.objects.get().confirmed_at is None


# Sessions


def test_a_session_ends_after_half_an_hour_without_a_sign(clock):
    officer, client = an_officer(), Client()
    log_in(officer, client=client)
    clock(minutes=29)
    assert client.get("/quan-tri/").status_code == 200
    clock(minutes=29)
    assert client.get("/quan-tri/").status_code == 200
    clock(minutes=31)
    assert "/login/" in client.get("/quan-tri/")["Location"]


def test_a_session_ends_after_twelve_hours_in_any_case(clock):
    officer, client = an_officer(), Client()
    log_in(officer, client=client)
    for _each in range(24):
        clock(minutes=29)
        assert client.get(reverse("admin:account")).status_code == 200
    clock(minutes=29)
    assert client.get(reverse("admin:account")).status_code == 302


def test_an_officer_sees_the_own_sessions_and_ends_those_elsewhere(at):
    officer, here, there, stranger = an_officer(), Client(), Client(), Client()
    chrome = "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36"
    sent = {"username": officer.username, "password": PASSWORD}
    there.post(reverse("admin:login"), sent, headers={"User-Agent": chrome}, REMOTE_ADDR="203.0.113.9")
    log_in(officer, client=here)
    log_in(an_officer(), client=stranger)
    shown = text_of(here.get(reverse("admin:sessions")))
    assert (shown.count("phiên này"), shown.count("127.0.0.1")) == (1, 1)
    assert "203.0.113.9 Chrome trên Windows" in shown
    answer = here.post(reverse("admin:sessions"))
    assert said(answer) == ["Đã kết thúc 1 phiên đăng nhập khác."]
    assert [client.get("/quan-tri/").status_code for client in (here, there, stranger)] == [200, 302, 200]


def test_one_session_is_ended_and_never_that_of_another_officer():
    officer, here, others = an_officer(), Client(), [Client(), Client()]
    for client in (*others, here):
        log_in(officer, client=client)
    stranger = Client()
    log_in(an_officer(), client=stranger)
    shown = {session.key for session in stranger.get(reverse("admin:sessions")).context["shown"]}
    here.post(reverse("admin:sessions"), {"key": shown.pop()})
    elsewhere = [session for session in here.get(reverse("admin:sessions")).context["shown"] if not session.is_this]
    assert len(elsewhere) == 2
    here.post(reverse("admin:sessions"), {"key": elsewhere[0].key})
    assert sorted(client.get("/quan-tri/").status_code for client in others) == [200, 302]
    assert stranger.get("/quan-tri/").status_code == 200


@pytest.mark.parametrize(
    ("said_of_itself", "shown"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36", "Chrome trên Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge trên Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1", "Safari trên iPhone"),
        ("curl/8.5", "curl/8.5"),
    ],
)
def test_a_browser_is_told_in_words(said_of_itself, shown):
    assert browser_name(said_of_itself) == shown


# Asked again


def taken(response):
    """The bytes of a file that is handed out."""
    return b"".join(response.streaming_content)


def test_an_export_asks_again_after_a_quarter_of_an_hour(at, clock):
    officer = an_officer()
    a_donor(by=officer)
    client, url = at(officer), changelist("donor") + "export/"
    assert taken(client.post(url, {"suffix": "csv"}))
    clock(minutes=16)
    asked = client.post(url, {"suffix": "csv"})
    assert asked.status_code == 302
    assert "Mật khẩu không đúng" in text_of(client.post(asked["Location"], {"password": "đoán mò"}))
    assert client.post(url, {"suffix": "csv"}).status_code == 302
    assert client.post(asked["Location"], {"password": PASSWORD})["Location"] == url
    assert taken(client.post(url, {"suffix": "csv"}))


def test_every_door_by_which_people_leave_asks_again(at, clock):
    officer = an_officer()
    client, event = at(officer), a_planned_handover(by=officer)
    client.get("/quan-tri/")
    clock(minutes=16)
    ticked = {"action": "export_admin_action", "_selected_action": [event.pk]}
    prove = reverse("admin:prove")
    pages = ("handoverevent_sheet", "giftlist_named", "recipient_reveal", "donor_reveal")
    pages += ("rightsrequest_data", "importbatch_errors")
    sent = ("giftlist_filing", "giftlist_source", "handoverevent_marked")
    for name in (*pages, *sent):  # whatever record it is
        url = reverse(f"admin:programmes_{name}", args=[1, *(["csv"] if name == "importbatch_errors" else [])])
        answer = client.post(url) if name in sent else client.get(url)
        assert prove in answer.get("Location", ""), name
    assert prove in client.post(changelist("handoverevent"), ticked)["Location"]
    hidden = {**ticked, "action": ["export_admin_action", ""], "index": "0", "suffix": "csv"}  # of two boxes the first
    assert prove in client.post(changelist("handoverevent"), hidden).get("Location", "")
    for model in ("gift", "giftlist", "recipient", "donor", "donation", "issuance", "handoverevent"):
        assert prove in client.get(f"{changelist(model)}export/")["Location"], model
    assert client.get(changelist("recipient")).status_code == 200


@pytest.mark.parametrize(("came_from", "back"), [("outcomes", "outcomes"), ("", "marked"), ("elsewhere", "marked")])
def test_who_is_asked_again_comes_back_to_the_page_with_the_button(at, clock, came_from, back):
    """The address of the file itself answers a button alone."""
    officer = an_officer()
    client, event = at(officer), a_planned_handover(by=officer)
    client.get("/quan-tri/")
    clock(minutes=16)
    at_page = {"outcomes": f"{HERE}{page(event, 'outcomes')}", "elsewhere": "http://evil.example/"}
    asked = client.post(page(event, "marked"), headers={"referer": at_page[came_from]} if came_from else {})
    assert client.post(asked["Location"], {"password": PASSWORD})["Location"].removeprefix(HERE) == page(event, back)


def test_who_has_a_second_factor_shows_it_again_too(at, clock):
    officer = an_officer()
    client, _codes = enrolled(officer, at)
    clock(minutes=16)
    url = client.get(changelist("donor") + "export/")["Location"]
    assert "Hãy nhập thêm mã xác thực" in text_of(client.post(url, {"password": PASSWORD}))
    assert client.post(url, {"password": PASSWORD, "code": shown_by_app(officer)}).status_code == 302


def test_passwords_are_not_guessed_where_they_are_asked_again(at):
    client = at(an_officer())
    answers = [text_of(client.post(reverse("admin:prove"), {"password": "đoán mò"})) for _each in range(11)]
    assert "Nhập sai quá nhiều lần" in answers[-1]
    assert "Nhập sai quá nhiều lần" in text_of(client.post(reverse("admin:prove"), {"password": PASSWORD}))


def test_who_is_asked_again_is_sent_nowhere_else(at):
    client = at(an_officer())
    answer = client.post(f"{reverse('admin:prove')}?next=//evil.example/", {"password": PASSWORD})
    assert answer["Location"] == reverse("admin:index")
