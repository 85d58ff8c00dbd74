"""Addresses of the admin, and reading its pages."""

import html
import re

from django.contrib.messages import get_messages
from django.urls import reverse


def changelist(model):
    return reverse(f"admin:programmes_{model}_changelist")


def adding(model):
    return reverse(f"admin:programmes_{model}_add")


def page(record, view="change"):
    return reverse(f"admin:programmes_{record._meta.model_name}_{view}", args=[record.pk])


def verb(record, slug):
    return reverse(f"admin:programmes_{record._meta.model_name}_verb", args=[record.pk, slug])


def text_of(response):
    """What a reader sees: no tags, no scripts, one space between words."""
    return words_of(response.content.decode())


def words_of(body):
    """The same of HTML."""
    body = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", body, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def said(response):
    """The messages that the answer carries."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def refused(response):
    """Errors of the form by field, as codes."""
    errors = response.context["adminform"].form.errors.as_data()
    return {field: [error.code for error in found] for field, found in errors.items()}


def rows(response):
    """The records that a list shows."""
    return list(response.context["cl"].result_list)


def offered(client, model, field, term="", **fits):
    """What an autocomplete box of `model`.`field` offers for a text where these fields of the form hold these keys."""
    query = {"app_label": "programmes", "model_name": model, "field_name": field, "term": term}
    query |= {f"fits-{name}": key for name, key in fits.items()}
    return [row["text"] for row in client.get(reverse("admin:autocomplete"), query).json()["results"]]
