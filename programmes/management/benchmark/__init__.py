"""Measure import, preview and export against the floor of the same database, in the same run."""

from programmes.management.benchmark.measures import measure_export, measure_import, measure_preview

MEASURES = {"import": measure_import, "preview": measure_preview, "export": measure_export}

__all__ = ["MEASURES"]
