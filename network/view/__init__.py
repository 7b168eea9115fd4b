"""A supply network seen as a graph: what it hangs on, which ways lead through it, how much it can bear."""
