"""The visitor's face: reads totals, never a recipient."""
