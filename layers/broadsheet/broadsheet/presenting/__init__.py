"""An article as clients get it: one module a format."""
