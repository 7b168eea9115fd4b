"""What goes wrong while a design is sought: a solver that breaks off, a design that breaks a rule."""

from core.errors import InvalidInput, RoundsmanError


class NoDesign(InvalidInput):
    """No design keeps to the limits that were given; the message says which contradict each other."""

    code = "no-design"
    action = "Allow more sites, more capacity, or lanes that are forbidden now."


class DesignBrokeARule(RoundsmanError):
    """The referee found a fault in a design of ours; the design is withheld."""

    code = "design-broke-a-rule"
    action = "Report the message with the file; other times or seeds may give a design."
