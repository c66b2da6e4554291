"""Speed and quality, beside the best tools that do the same."""
