"""What is kept for somebody who may still order: stock, slot and compartment together."""
