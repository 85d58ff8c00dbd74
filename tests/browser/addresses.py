"""Which pages there are: the site map says it, and a few pages are on no map."""

import re
from itertools import groupby
from typing import NamedTuple

ENGLISH = "/en"
ON_NO_MAP = ("/tim/?q=nghe+an", "/?khong-co=1", "/khong-co-trang-nay/")  # a search, and what is refused


class Addresses(NamedTuple):
    """Paths in one language: of every page, and of the first and the last page of each kind."""

    every: list
    of_each_kind: list

    def in_english(self):
        return Addresses(*([ENGLISH + path for path in paths] for paths in self))


def kind(path):
    """("tinh", 2) for /tinh/nghe-an/: its first word, and how many it has."""
    words = path.strip("/").split("/")
    return words[0], len(words)


def vietnamese(site):
    on_the_map = re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", site.read("/sitemap.xml")[1])
    every = [path for path in on_the_map if not path.startswith(f"{ENGLISH}/")]
    few = []
    for _kind, paths in groupby(sorted(every, key=kind), key=kind):
        paths = list(paths)
        few += dict.fromkeys([paths[0], paths[-1]])
    others = [f"/theo-doi/{site.trail_code}/", *ON_NO_MAP]
    return Addresses(every + others, few + others)
