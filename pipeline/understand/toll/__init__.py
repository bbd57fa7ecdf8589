"""An article's own figure: people told apart, sides, later deaths, mentions reconciled, the incident's setting."""
