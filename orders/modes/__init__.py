"""How an order can come to its customer, what each way costs, and why another one is not possible."""
