"""Home: pages made of several domains: the stream, and the composer with the reach it states before sending."""
