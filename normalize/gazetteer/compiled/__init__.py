"""The compiled file: a container of checked sections, and what lies in them; knows no morphology and no matching."""
