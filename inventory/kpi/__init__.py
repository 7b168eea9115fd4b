"""Key figures of stock and of forecasts: each is one function with its formula."""
