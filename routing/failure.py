"""What goes wrong while a plan is sought: a search that breaks off, a plan that breaks a rule."""

from core.errors import RoundsmanError


class SearchFailed(RoundsmanError):
    """A search ended without an answer: memory was short, its process died, or the solver raised an error."""

    code = "search-failed"
    action = "Run again with fewer threads, as memory may be short."


class SolverBrokeARule(RoundsmanError):
    """The referee found a fault in a plan of ours; the plan is withheld."""

    code = "solver-broke-a-rule"
    action = "Report the message with the problem file; other budgets or seeds may give a plan."
