"""The tenants of an installation, as the first one's database lists them."""
