"""Reference pages that are written from the code, so that they cannot contradict it.

`python -m api.reference_pages --write` writes them below docs/; `--check` names those that are out of date.
"""
