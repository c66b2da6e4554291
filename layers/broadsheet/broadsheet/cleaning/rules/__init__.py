"""What is no part of an article, as tables: for all, by source, by operator; compiled once a host."""
