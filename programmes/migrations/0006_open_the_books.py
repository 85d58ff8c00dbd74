"""Bring what was recorded before there were books into them: receipts, values of approved lists, gifts handed over.

Lists handed over before are not funded by anything in the books; the check page says so until they are.
"""

from django.db import migrations
from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce


def open_the_books(apps, schema_editor):
    donations = apps.get_model("programmes", "Donation")
    accounts = apps.get_model("programmes", "Account")
    entries = apps.get_model("programmes", "LedgerEntry")
    gifts = apps.get_model("programmes", "Gift")
    gift_lists = apps.get_model("programmes", "GiftList")
    for donation in donations.objects.filter(state="approved").order_by("approved_at", "pk").iterator():
        amount, owner = abs(donation.amount_vnd), donation.reverses_id or donation.pk
        outside, _new = accounts.objects.get_or_create(
            key=f"outside:{donation.form}", defaults={"kind": "outside", "form": donation.form}
        )
        account, _new = accounts.objects.get_or_create(
            key=f"donation:{owner}", defaults={"kind": "donation", "form": donation.form, "donation_id": owner}
        )
        came_in = not donation.reverses_id
        entries.objects.create(
            kind="received" if came_in else "reversed",
            from_account=outside if came_in else account,
            to_account=account if came_in else outside,
            amount_vnd=amount,
            happened_on=donation.received_on,
            donation_id=owner,
            reason=donation.reason,
            entered_by_id=donation.approved_by_id,
        )
        accounts.objects.filter(pk=outside.pk).update(balance_vnd=F("balance_vnd") - donation.amount_vnd)
        accounts.objects.filter(pk=account.pk).update(balance_vnd=F("balance_vnd") + donation.amount_vnd)
    settled = gift_lists.objects.filter(state__in=["approved", "handed_over"])
    cost = gifts.objects.filter(gift_list=OuterRef("pk")).order_by().values("gift_list")
    settled.update(value_vnd=Coalesce(Subquery(cost.annotate(cost=Sum("donor_cost_vnd")).values("cost")), 0))
    lines = apps.get_model("programmes", "HandoverLine").objects.filter(event__state="done")
    for gift_list_id, event_id in lines.values_list("gift_list_id", "event_id"):
        gifts.objects.filter(gift_list_id=gift_list_id).update(event_id=event_id, outcome="handed_over")


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0005_books"),
    ]

    operations = [
        migrations.RunPython(open_the_books, migrations.RunPython.noop),
    ]
