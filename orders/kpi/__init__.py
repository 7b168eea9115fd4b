"""Key figures of orders and of the rounds that bring them: each is one function with its formula."""
