"""Which pages there are: the site map says it, and a few pages are on no map."""

import re
from itertools import groupby
from typing import NamedTuple

ENGLISH = "/en"
UNKNOWN_PAGE = "/khong-co-trang-nay/"


class Addresses(NamedTuple):
    """Paths in all languages: of every page, and of the first and last page of each kind."""

    every: list
    of_each_kind: list


def kind(path):
    """ "tinh" for /tinh/nghe-an/ and /en/tinh/nghe-an/, "" for the home page."""
    return path.removeprefix(ENGLISH).split("/")[1]


def of(site):
    on_the_map = re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", site.read("/sitemap.xml")[1])
    vietnamese = [path for path in on_the_map if not path.startswith(f"{ENGLISH}/")]
    few = []
    for _kind, paths in groupby(sorted(vietnamese, key=kind), key=kind):
        paths = list(paths)
        few += dict.fromkeys([paths[0], paths[-1]])
    behind_a_code = [f"/theo-doi/{site.trail_code}/", UNKNOWN_PAGE]
    languages = ["", *([ENGLISH] if site.read(f"{ENGLISH}/")[0] == 200 else [])]
    return Addresses(
        *([language + path for language in languages for path in paths + behind_a_code] for paths in (vietnamese, few))
    )
