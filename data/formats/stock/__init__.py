"""Items in stock and their demand in; policies and forecasts out."""
