"""The command line: commands translate, call one use case, and translate back."""

from api.cli.app import main

__all__ = ["main"]
