"""The referee: checks every rule of a plan again, sharing no code with the solver.

It reads the plan's stated figures and the problem's rules, adds up everything anew, and trusts nothing.
"""

from routing.referee.violation import Violation
from routing.referee.violations import violations

__all__ = ["Violation", "violations"]
