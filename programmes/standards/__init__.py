"""Numbers and words fixed by others: money, dates, names, identifiers, places.

Pure functions; no models, no settings. What a value *means* for a gift lives in `rules/`.
"""
