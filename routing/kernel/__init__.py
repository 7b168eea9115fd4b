"""The search of the solver, written in C++20: its sources, and the module that is built of them."""
