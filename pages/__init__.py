"""The pages of the dashboard: one file for each question a reader asks."""
