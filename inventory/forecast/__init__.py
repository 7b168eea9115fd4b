"""What will be asked for: methods, how wrong they were, and which one to believe."""
