"""The order of work, and what documents and operators do to the store: a module for each."""
