"""The audit log: who changed what, and when, in a chain in which no row can be changed unseen."""
