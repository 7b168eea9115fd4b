"""What the kernel, written in C++, offers to Python."""

checks_every_figure: bool
"""Whether this build checks every incremental figure against a full recomputation."""

def compiler() -> str:
    """Return the name and version of the compiler that built the kernel."""
