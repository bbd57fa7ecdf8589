"""Reading articles: claims and statements, each with the words it rests on. Only here is spaCy loaded."""
