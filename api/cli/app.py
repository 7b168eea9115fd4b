"""The whole command line as one object, for whoever describes it."""

from api.cli.commands import command_line

app = command_line()
