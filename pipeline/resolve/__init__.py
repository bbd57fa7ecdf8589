"""Resolving: copies, incidents and tallies from readings; pure functions over records."""
