"""What is not the reported event: other days, other news, trials and anniversaries, links, kinds of article."""
