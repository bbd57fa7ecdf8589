"""Time expressions: their grammar, their readers, the days they stand for, what they belong to."""
