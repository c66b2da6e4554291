"""What an operator is told of a deployed system: figures and advice, worked out of what others have read."""
