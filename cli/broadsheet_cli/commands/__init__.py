"""The commands of `broadsheet`: options in, words out. What they do stands in the modules beside here."""
