"""The roof: settings, addresses, processes. It imports everything and nothing imports it."""
