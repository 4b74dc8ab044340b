"""Files as rows and rows as files; nothing here knows what is done with a row in between."""
