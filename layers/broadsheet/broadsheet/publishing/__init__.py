"""What changed, told to others: the events of articles, and how many articles there are."""
