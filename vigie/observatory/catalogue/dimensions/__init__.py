"""The ways to group what is counted: how each is told from the facts, and in what words."""
