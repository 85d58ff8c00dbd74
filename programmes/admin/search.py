"""Search without regard to accents: "nguyen van an" finds "Nguyễn Văn Ân"."""

from django.contrib.admin.utils import lookup_spawns_duplicates
from django.db.models import Q

from programmes.standards.names import fold, tidy


class FoldedSearch:
    """Admin mixin: each word must begin a word of one of `search_fields`: "an" finds "Ân", not "Vân".

    A lookup over a `search_key` gets the folded word, any other the word as typed. `folded_texts` are text
    fields of a small table without a search key; they are folded here, row by row.
    """

    folded_texts = ()

    def get_search_results(self, request, queryset, search_term):
        for word in tidy(search_term).split():
            queryset = queryset.filter(self._holding(word))
        return queryset, any(lookup_spawns_duplicates(self.opts, lookup) for lookup in self.search_fields)

    def _holding(self, word):
        plain, found = fold(word), Q(pk__in=[])
        for lookup in self.search_fields:
            found |= _beginning(lookup, plain) if "search_key" in lookup else Q(**{lookup: word})
        return found | Q(pk__in=self._small_table(plain)) if self.folded_texts else found

    def _small_table(self, plain):
        rows = self.model._default_manager.order_by().values_list("pk", *self.folded_texts)
        return [pk for pk, *texts in rows if f" {plain}" in " " + fold(" ".join(texts).replace("|", " "))]


def _beginning(lookup, word):
    """A folded text one of whose words begins with `word`; `lookup` ends in __contains."""
    field = lookup.removesuffix("__contains")
    return Q(**{f"{field}__startswith": word}) | Q(**{f"{field}__contains": f" {word}"})
