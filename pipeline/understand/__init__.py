"""Reading articles: claims and statements, each with the words it rests on. Only here is spaCy loaded.

The questions stand at the top, one module each: `reader` puts them in order, `quantities`, `casualties`, `context`,
`time`, `place`, `cause`, `attribution` and `statements` answer them, `claims` writes down the answers. What a question
needs lies in a room of its own: `parsing` (the model and its mended tags), `counting` (people and their numbers),
`harm` (outcome words joined to people), `background` (other days and events), `toll` (an article's own figure),
`speech` (cues, words, speakers), `times`, `places`; words as data in `lexicon`, the world's places in `gazetteer`.
"""
