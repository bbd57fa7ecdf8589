"""Places: names in running text, what lies in what, which of many is meant, datelines, demonyms."""
