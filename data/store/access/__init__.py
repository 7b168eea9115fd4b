"""Who may call: API keys, and people who sign in."""
