"""Who may see and do what, tested over everything there is: found by introspection, expected by hand."""
