"""The forms, cards and tables of pages."""
