"""Long work, each kind as a function of what is asked and a bench to do it on."""
