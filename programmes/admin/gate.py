"""What stands before every page of the officers: how long a session lives, the second factor, who is asked again."""

from urllib.parse import urlencode

from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from programmes.access.factors import factor_of, needs_second_factor

SIGN_SECONDS = 60  # a sign of the officer is written down once a minute
PROOF_SECONDS = 15 * 60
WITHOUT_FACTOR = {"logout", "jsi18n", "second_factor", "prove", "password_change", "password_change_done"}
# Where people are taken out, beside every export: the sheet to sign on, the list of a decision, filings, the file that
# brought a list, the rows that were refused; and where the numbers of one are shown that are masked elsewhere.
PEOPLE_LEAVE = {
    "programmes_handoverevent_sheet",
    "programmes_handoverevent_marked",
    "programmes_giftlist_filing",
    "programmes_giftlist_named",
    "programmes_giftlist_source",
    "programmes_importbatch_errors",
    "programmes_recipient_reveal",
    "programmes_donor_reveal",
    "programmes_feedback_reveal",
    "programmes_rightsrequest_data",
}


def now():
    return int(timezone.now().timestamp())


def stop(request):
    """The answer in place of the page that was asked for; None where nothing stands in the way."""
    _keep(request.session)
    name = request.resolver_match.url_name or ""  # of an address that is no page
    if name not in WITHOUT_FACTOR and factor_is_due(request.user):
        return redirect("admin:second_factor")
    if _takes_people_out(request, name) and now() - request.session["proved"] > PROOF_SECONDS:
        return redirect(f"{reverse('admin:prove')}?{urlencode({'next': _way_back(request)})}")
    return None


def _way_back(request):
    """The address that was asked for; where a button asked, that of its page: a file answers a button alone."""
    came_from = request.headers.get("Referer", "") if request.method == "POST" else ""
    return came_from if url_has_allowed_host_and_scheme(came_from, {request.get_host()}) else request.get_full_path()


def begin(request):
    """A login has opened this session: since when, from where, in which browser."""
    request.session.begin()
    said = {"address": request.META.get("REMOTE_ADDR", ""), "browser": request.headers.get("User-Agent", "")[:250]}
    request.session.update(said)


def factor_is_due(officer):
    """Whether the officer first has to set up a second factor: one was begun, or the rights ask for it."""
    factor = factor_of(officer)
    if factor is not None:
        return factor.confirmed_at is None
    return settings.SECOND_FACTOR_REQUIRED and needs_second_factor(officer)


def _keep(session):
    """Let the session live on from this sign of the officer, until it has lived its time: the database ends it then."""
    moment = now()
    if moment - session["seen"] >= SIGN_SECONDS:
        left = session["began"] + settings.SESSION_LIFE - moment
        session["seen"] = moment
        session.set_expiry(max(min(settings.SESSION_COOKIE_AGE, left), 1))


def _takes_people_out(request, name):
    if name == "programmes_giftlist_filing":
        return request.method == "POST"
    from_list = request.method == "POST" and name.endswith("_changelist")
    if from_list and "export_admin_action" in request.POST.getlist("action"):  # in either box, above or below the list
        return True
    return name in PEOPLE_LEAVE or name.endswith("_export")
