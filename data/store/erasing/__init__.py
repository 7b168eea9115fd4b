"""What is a person's, taken out of everything that is kept, while counts, stock and the audit log stay."""
