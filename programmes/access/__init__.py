"""Who may do what (roles), whose rows an officer sees (scope), and how often one may fail (tries)."""
