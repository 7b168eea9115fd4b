"""What customers are told: mails and short messages, in their language."""
