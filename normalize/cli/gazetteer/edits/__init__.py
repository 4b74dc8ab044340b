"""Changes to the tables, each shown, checked and written, or refused with its reasons."""
