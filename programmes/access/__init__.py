"""Who may do what (roles) and whose rows an officer sees (scope)."""
