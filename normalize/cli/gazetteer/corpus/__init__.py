"""`normalize gazetteer suggest|review|replay`: from a corpus, over a person's judgement, to the tables."""
