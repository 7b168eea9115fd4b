"""Persons over HTTP: export and erase everything that is kept of one."""
