"""Which donations explain a line of a bank statement: certain by its number, else for the officer to choose."""

import re
from collections import defaultdict
from datetime import timedelta

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.models import AuditEvent, BankLine, Donation
from programmes.rules.problems import Problem
from programmes.standards.dates import format_day_padded
from programmes.standards.money import with_unit
from programmes.standards.names import fold

SHOWN = 12
FAR = timedelta(days=3650)
MIN_ACCOUNT_DIGITS = 6
MIN_CODE_SIGNS = 4
MIN_GLUED_DIGITS, MIN_WORD = 5, 4
SAYS_REVERSAL = re.compile(
    r"\b(?:dao|huy|hoan|thu hoi|tra lai)\b.{0,12}\b(?:but toan|giao dich|gd|lenh|ghi co|tien|ct|chuyen)\b"
    r"|\brevers(?:al|ed?)\b"
)
NOT_WORD = re.compile(r"[\W_]+")
FILLERS = frozenset({"cong", "ty", "tnhh", "cp", "co", "phan", "ngan", "hang", "van", "thi"})


def account_key(account):
    """The digits of an account number; a text with hardly any is compared by its letters."""
    digits = "".join(char for char in account if char.isdigit())
    return digits if len(digits) >= MIN_ACCOUNT_DIGITS else fold(account)


def same_account(one, other):
    """Whether two texts name one account; one of them may name the bank, or a branch by its number, as well."""
    one, other = sorted((account_key(one), account_key(other)), key=len)
    return other.endswith(one)


def known_spelling(account, office):
    """The account as the office has written it before, so that one account is never two."""
    known = BankLine.objects.filter(office=office).order_by().values_list("account", flat=True).distinct()
    return next((name for name in known if account_key(name) == account_key(account)), account)


def check_line(line, on=None):
    """Problems of a line by itself. `on` is today unless told."""
    if line.booked_on and line.booked_on > (on or timezone.localdate()):
        yield Problem("booked_on", "booked_in_future", _("Ngày giao dịch ở tương lai; kiểm tra lại ngày/tháng/năm."))


def says_reversal(text):
    """Whether a narration says that the bank takes back what it had credited."""
    return SAYS_REVERSAL.search(fold(text)) is not None


def undone(references, text):
    """Those of the references that a reversal may undo: the ones that its text names, else all of them."""
    words = fold(text)
    named = {each for each in references if re.search(rf"(?<![a-z0-9]){re.escape(fold(each))}(?![a-z0-9])", words)}
    return named or references


def check_same(stored, *, amount_vnd, booked_on, office_id):
    """Problems of a line whose reference is there already: the same line comes again, another one may not."""
    if stored.office_id != office_id:
        yield Problem(
            "account", "account_of_other_office", _("Tài khoản này của cơ quan khác; kiểm tra lại số tài khoản.")
        )
    elif (stored.amount_vnd, stored.booked_on) != (amount_vnd, booked_on):
        yield Problem(
            "reference",
            "bank_reference_reused",
            _(
                "Số tham chiếu %(reference)s đã nhập với %(amount)s ngày %(day)s; kiểm tra lại tệp hoặc hỏi ngân hàng "
                "rồi nhập lại."
            )
            % {
                "reference": stored.reference,
                "amount": with_unit(stored.amount_vnd),
                "day": format_day_padded(stored.booked_on),
            },
        )


def candidates(office):
    """Pledges and receipts of an office that a line of its statement may explain, wholly or in part.

    Also what was paid at the counter: the office pays it into its account, often several in one line.
    """
    standing = Donation.objects.filter(reverses__isnull=True, reversal__isnull=True, confirmed_vnd__lt=F("amount_vnd"))
    return standing.filter(office=office, form=Donation.Form.CASH, route__in=Donation.TO_THE_OFFICE)


def of_amounts(lines, office):
    """The candidates of the amount of one of the lines, of which no line tells yet, in the order of their locks."""
    standing = candidates(office).filter(amount_vnd__in={line.amount_vnd for line in lines}, confirmed_vnd=0)
    return standing.order_by("pk").select_related("donor", "round", "office")


def check_open(line):
    """Only a line of which something is left to explain is linked or put aside."""
    if line.state != BankLine.State.UNEXPLAINED:
        yield Problem("state", "line_is_settled", _("Dòng sao kê này đã được xử lý; bỏ khớp trước nếu cần làm lại."))


def check_matches(line, shares):
    """Problems of explaining a line by donations; `shares` are (donation, đồng)."""
    if problems := list(check_open(line)):
        yield from problems
        return
    matched = set(line.matches.values_list("donation", flat=True))
    for donation, amount_vnd in shares:
        yield from _check_share(donation, amount_vnd, is_matched=donation.pk in matched)
        matched.add(donation.pk)
    asked = sum(amount_vnd for _donation, amount_vnd in shares)
    if asked > line.left_vnd:
        yield Problem(
            "amount_vnd",
            "line_has_less",
            _("Dòng sao kê chỉ còn %(left)s, không khớp được %(asked)s; giảm số tiền khớp hoặc chọn ít khoản hơn.")
            % {"left": with_unit(line.left_vnd), "asked": with_unit(asked)},
        )


def _check_share(donation, amount_vnd, *, is_matched):
    if is_matched:
        yield Problem(
            "donation",
            "matched_already",
            _("Dòng này đã khớp với khoản %s; bỏ khớp trước rồi khớp lại với số tiền đúng.") % donation.code,
        )
    elif not donation.open_vnd:
        yield Problem(
            "donation",
            "donation_has_line",
            _("Khoản %s đã khớp đủ với dòng sao kê khác; chọn khoản khác.") % donation.code,
        )
    elif not candidates(donation.office_id).filter(pk=donation.pk).exists():
        yield Problem(
            "donation",
            "not_through_bank",
            _("Khoản này không qua tài khoản của BHXH hoặc đã đính chính nên không khớp sao kê; chọn khoản khác."),
        )
    elif amount_vnd < 1:
        yield Problem(
            "amount_vnd", "match_amount_missing", _("Số tiền khớp với khoản %s phải lớn hơn 0.") % donation.code
        )
    elif amount_vnd > donation.open_vnd:
        yield Problem(
            "amount_vnd",
            "bank_amount_differs",
            _(
                "Khoản %(code)s chỉ còn %(open)s chưa có sao kê, không khớp được %(asked)s. Khớp đúng số của khoản; "
                "phần còn lại của dòng khớp với khoản khác, ghi nhận khoản mới hoặc để riêng."
            )
            % {"code": donation.code, "open": with_unit(donation.open_vnd), "asked": with_unit(amount_vnd)},
        )


def may_be_unlinked(line):
    """The donations whose matches with a line may be taken back: what was approved on its strength stays with it."""
    approved = Donation.State.APPROVED
    loose = ~Q(state=approved) | Q(reversal__state=approved) | Q(pk__in=_approved_without(line))
    return Donation.objects.filter(loose, bank_matches__line=line)


def _approved_without(line):
    """Ids of the donations that had been approved before they were matched with a line; the audit trail knows when."""
    links = AuditEvent.objects.filter(target_type="bankline", target_id=str(line.pk), verb="link").order_by("pk")
    linked = {told.get("donation"): at for told, at in links.values_list("after", "at")}
    approved = Donation.objects.filter(bank_matches__line=line, approved_at__isnull=False)
    return [pk for pk, at in approved.values_list("pk", "approved_at") if pk in linked and at < linked[pk]]


def check_unlink(line, donations=()):
    """Problems of taking back that the rest of a line is aside, else its matches with these donations, or any."""
    if line.state == BankLine.State.ASIDE:
        return
    loose = set(may_be_unlinked(line))
    if not line.matched_vnd:
        yield Problem("state", "line_is_open", _("Dòng sao kê này chưa được xử lý; không có gì để bỏ."))
    elif not loose or not loose.issuperset(donations):
        yield Problem(
            "state",
            "linked_is_approved",
            _(
                "Khoản ủng hộ được duyệt sau khi khớp với dòng này nên không bỏ khớp được; nếu khớp sai thì hủy "
                "khoản đã duyệt, dòng sao kê sẽ chờ đối chiếu lại."
            ),
        )


def names_code(text, code):
    """Whether a text holds a voucher number; banks drop its dashes. Short or bare numbers say nothing.

    Banks also glue words together: a long number is found behind letters that surely are a word of their own.
    """
    parts = [part for part in NOT_WORD.split(fold(code)) if part]
    plain = "".join(parts)
    if len(plain) < MIN_CODE_SIGNS or plain.isdigit():
        return False
    words = fold(text)
    pattern = r"[\W_]*".join(map(re.escape, parts))
    if re.search(rf"(?<![a-z0-9]){pattern}(?![a-z0-9])", words):
        return True
    is_long = plain[0].isalpha() and re.search(rf"\d{{{MIN_GLUED_DIGITS}}}$", plain)
    before = rf"(?:(?<![a-z0-9])|(?<=[a-z]{{{MIN_WORD}}})|(?<=\d)|(?<=\bck)|(?<=\bct)|(?<=\bnd))"
    behind = r"(?=[^a-z0-9]|[a-z]{2}|$)"
    return bool(is_long) and re.search(f"{before}{pattern}{behind}", words) is not None


def certain(lines, donations):
    """[(line, donation)] of the pairs that leave no doubt: code and amount agree, and that for no other.

    Money that came before it was pledged is doubtful.
    """
    by_amount = defaultdict(list)
    for donation in donations:
        by_amount[donation.amount_vnd].append(donation)
    found, claims = [], defaultdict(int)
    for line in lines:
        named = [each for each in by_amount[line.amount_vnd] if names_code(line.description, each.code)]
        for donation in named:
            claims[donation] += 1
        if len(named) == 1:
            found.append((line, named[0]))
    return [pair for pair in found if claims[pair[1]] == 1 and not is_before_pledge(*pair)]


def is_before_pledge(line, donation):
    """Whether the money came before it was pledged, which is doubtful."""
    return donation.pledged_on is not None and line.booked_on < donation.pledged_on


def suggestions(line):
    """Donations that may explain a line, the likeliest first.

    First those that the text names, also of another amount, of which a bank may have kept its fee; then those of which
    as much is open as is left of the line, and those of a donor whom the line names, by donor, nearest in time.
    """
    text = f"{line.payer} {line.description}"
    words = set(fold(text).split())
    standing = candidates(line.office_id).exclude(bank_matches__line=line.pk)
    told = standing.values_list("pk", "code", "donor__search_key")
    named = [pk for pk, code, _donor in told if names_code(text, code)]
    of_donor = [pk for pk, _code, donor in told if (name := set(donor.split()) - FILLERS) and name <= words]
    fits = Q(amount_vnd=F("confirmed_vnd") + line.left_vnd) | Q(pk__in=[*named[:SHOWN], *of_donor[:SHOWN]])
    found = standing.filter(fits).select_related("donor")
    return sorted(found, key=lambda donation: _unlikeness(line, donation))[:SHOWN]


def by_code(code, line):
    """The donation of this number that a line of the same office may explain; None where there is none."""
    return candidates(line.office_id).filter(code__iexact=code.strip()).first()


def _unlikeness(line, donation):
    text = f"{line.payer} {line.description}"
    words = set(donation.donor.search_key.split()) - FILLERS
    missing = words - set(fold(text).split())
    day = donation.received_on or donation.pledged_on
    away = abs(line.booked_on - day) if day else FAR
    is_other = donation.open_vnd != line.left_vnd
    return not names_code(text, donation.code), is_other, len(missing) / max(len(words), 1), away, donation.pk
