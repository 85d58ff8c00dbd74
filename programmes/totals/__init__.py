"""Roll-ups that the public pages read: defined once, applied with the facts, rebuilt and compared by command."""
