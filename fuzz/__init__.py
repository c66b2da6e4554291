"""Fuzzing: whatever bytes and HTML can be generated, `parse` and `clean` keep their laws."""
