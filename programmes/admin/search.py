"""Search without regard to accents: "nguyen van an" finds "Nguyễn Văn Ân"."""

from django.db.models import Q

from programmes.standards.names import fold, tidy


class FoldedSearch:
    """Admin mixin: each word must be found in one of `search_fields`.

    A lookup over a `search_key` gets the folded word, any other the word as typed. `folded_texts` are text
    fields of a small table without a search key; they are folded here, row by row.
    """

    folded_texts = ()

    def get_search_results(self, request, queryset, search_term):
        for word in tidy(search_term).split():
            queryset = queryset.filter(self._holding(word))
        return queryset, False

    def _holding(self, word):
        plain, found = fold(word), Q(pk__in=[])
        for lookup in self.search_fields:
            found |= Q(**{lookup: plain if "search_key" in lookup else word})
        return found | Q(pk__in=self._small_table(plain)) if self.folded_texts else found

    def _small_table(self, plain):
        rows = self.model._default_manager.order_by().values_list("pk", *self.folded_texts)
        return [pk for pk, *texts in rows if plain in fold(" ".join(texts))]
