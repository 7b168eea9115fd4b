"""All commands, and what happens when one fails."""

import sys

import typer

from api.cli.check import check
from api.cli.demo import demo
from api.cli.doctor import doctor
from api.cli.maps import maps
from api.cli.matrix import matrix
from api.cli.plan import plan
from api.cli.serve import serve
from api.cli.solve import solve
from api.cli.talk import FAILED, OK, print_error, talk
from api.cli.template import template
from core.errors import RoundsmanError

app = typer.Typer(
    name="roundsman",
    help="Plan a day's delivery routes on real streets.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def _roundsman() -> None:
    """Plan a day's delivery routes on real streets."""


for each in (plan, check, solve, matrix, template, serve, demo, doctor):
    app.command()(each)
app.add_typer(maps)


def main() -> None:
    """Run the command line; every failure is a sentence and an exit code, never a traceback."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; typer itself answers wrong usage (2) and Ctrl-C (130)."""
    try:
        app(args=arguments, prog_name="roundsman")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else OK
    except RoundsmanError as error:
        print_error(error, as_json="--json" in arguments)
        return error.exit_code
    except OSError as error:
        reason = f"{error.filename or 'a file'}: {error.strerror or error}"
        talk().print(reason, style="bold red", markup=False)
        return FAILED
    return OK
