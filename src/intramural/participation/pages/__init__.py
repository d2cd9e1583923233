"""The HTML surface of participation: one's own path, coaching, and what operators do. There is no other surface."""
