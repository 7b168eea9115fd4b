"""Tables whose columns are a list of fields: read with every fault, written as templates, told in guides."""
