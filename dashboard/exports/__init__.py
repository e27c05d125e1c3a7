"""Files that leave the app, through one authorised route."""
