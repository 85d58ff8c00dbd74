"""The verbs of the office: the only place where facts are written. Each is one transaction with its audit event."""
