"""The design system: tokens, base layout, components with their examples, and how a page is answered.

It knows no domain. A component lives in `components/<name>/`: its macro, its style, its examples; the gallery at
`/ui/` shows them all.
"""
