"""What the head of a public page says to machines: absolute addresses, structured data, and texts to cite by."""

import json

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

register = template.Library()
UNSAFE = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&"}


@register.simple_tag(takes_context=True)
def absolute(context, path):
    """The whole address of a path of ours."""
    return context["request"].build_absolute_uri(path)


@register.simple_tag(takes_context=True)
def in_each_language(context):
    """(code, name, path) of this page in each language of the public side."""
    return [(code, name, context["page"].path_in(code)) for code, name in settings.LANGUAGES]


@register.simple_tag(takes_context=True)
def citation(context, said, anchor="", *, path="", is_counted=True):
    """A text to quote: what is said, whether it is counted from sample records, and where it stands."""
    page = context["page"]
    place = context["request"].build_absolute_uri(path or page.path) + (f"#{anchor}" if anchor else "")
    parts = [_("Sổ an sinh, Bảo hiểm xã hội Việt Nam"), place]
    if is_counted and page.is_sample:
        parts.insert(0, _("dữ liệu minh họa"))
    return f"{said} ({'; '.join(parts)})"


@register.simple_tag(takes_context=True)
def quote_of_sentence(context, html):
    """A counted sentence of this page with its moment and qualifier."""
    return context["page"].quote_of_sentence(html)


@register.simple_tag(takes_context=True)
def quote_of_table(context, table):
    """The name of a table of this page with its moment and qualifier."""
    return context["page"].quote_of_table(table)


@register.simple_tag(takes_context=True)
def csv_of(context, table):
    """The address of the file of one table of this page."""
    return context["page"].csv_path_of(table)


@register.simple_tag(takes_context=True)
def linked_data(context):
    """JSON-LD of the page: what it is, what it is part of, the way to it, its files."""
    page, whole = context["page"], context["request"].build_absolute_uri
    found = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": page.title,
        "description": page.description,
        "url": whole(page.path),
        "inLanguage": get_language(),
        "isPartOf": {"@type": "WebSite", "name": _("Sổ an sinh"), "url": whole(reverse("public:home"))},
        "publisher": {"@type": "GovernmentOrganization", "name": _("Bảo hiểm xã hội Việt Nam")},
    }
    if page.state.as_of:
        found["dateModified"] = timezone.localtime(page.state.as_of).isoformat(timespec="seconds")
    if page.crumbs:
        way = [*((title, href) for title, href in page.crumbs), (page.title, page.path)]
        found["breadcrumb"] = {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": number, "name": str(title), "item": whole(href)}
                for number, (title, href) in enumerate(way, 1)
            ],
        }
    if page.tables:
        found["encoding"] = [
            {"@type": "MediaObject", "encodingFormat": "text/csv", "contentUrl": whole(page.csv_path)},
            {"@type": "MediaObject", "encodingFormat": "application/json", "contentUrl": whole(page.json_path)},
        ]
    return json_ld(found)


@register.simple_tag
def json_ld(found):
    """A dict for search engines, in which no text can end the script."""
    written = json.dumps(found, ensure_ascii=False).translate(UNSAFE)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(written))
