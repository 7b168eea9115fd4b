"""Warehouses and catalogues as tables in, selections of equipment as files out."""
