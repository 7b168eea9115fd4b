"""What shop systems ask and are told, field by field."""
