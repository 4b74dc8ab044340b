"""The life of a gazetteer as a whole: how it begins, what changed between two states of it, and its dated editions."""
