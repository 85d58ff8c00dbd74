"""The resources by which django-import-export, its commands and other programs take files in and out."""

from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from programmes.exchange.file_problem import FileProblem
from programmes.exchange.layouts import LAYOUTS, LISTS
from programmes.exchange.resources.resource import LayoutResource

_ALL = {**LISTS, **LAYOUTS}
_FIRST = {layout.model: key for key, layout in reversed(_ALL.items())}


def _resource_of(layout):
    """The Resource class of a layout, named after its table: DonorResource; a further one of it after its key."""
    is_first = _FIRST[layout.model] == layout.key
    name = layout.model.__name__ if is_first else layout.key.title().replace("_", "")
    fields = {column.name: Field(column_name=str(column.heading)) for column in layout.columns}
    about = {"__module__": __name__, "layout": layout, "Meta": type("Meta", (), {"model": layout.model})}
    return type(LayoutResource)(f"{name}Resource", (LayoutResource,), {**about, **fields})


RESOURCES = {key: _resource_of(layout) for key, layout in _ALL.items()}
# GiftResource and the like, as a dotted path or an import names them.
globals().update({resource.__name__: resource for resource in RESOURCES.values()})


def resource_named(name):
    """The Resource meant by "gifts", "programmes.Gift" or its dotted path. Raises FileProblem for any other."""
    for key, resource in RESOURCES.items():
        label = resource.layout.model._meta.label_lower
        if name in {key, f"{__name__}.{resource.__name__}"} or name.lower() == label:
            return resource
    raise FileProblem(
        "resource_unknown",
        _(
            "“%(name)s” không nhập, xuất bằng tệp. Nhập được: %(imported)s, bằng import_file LOẠI TỆP --by TÊN; "
            "chỉ xuất: %(exported)s. Bản ghi khác thì ghi ở trang quản trị; định mức thì load_reference."
        )
        % {
            "name": name,
            "imported": ", ".join(sorted(LAYOUTS)),
            "exported": ", ".join(sorted(LISTS.keys() - LAYOUTS.keys())),
        },
    )
