"""People counted: numbers, ages, nouns for people, groups of them; and numbers that count nobody."""
