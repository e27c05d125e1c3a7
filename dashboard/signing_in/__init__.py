"""The way in: the sign-in page, the providers, the demo's people and the link of the command line."""
