"""The HTML surface of home: stream and composer, and the pages of a space and a topic with what is posted there."""
