"""One module a neighbour: documents in, its format out. Adapters knock at the porch, no door behind it."""
