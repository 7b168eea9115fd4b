"""stub"""

from routing.plan import Plan
from routing.problem import Problem


def explained(problem: Problem, plan: Plan) -> Plan:
    return plan
