"""What is personal, encrypted at rest: data keys, the columns that they seal, and their rotation."""
