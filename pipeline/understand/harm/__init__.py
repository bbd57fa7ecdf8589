"""Outcome words joined to the people they befell: verbs, nouns, states, tolls, lists, far subjects."""
