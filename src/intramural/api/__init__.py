"""The API: the one OpenAPI document, made of the operations that the domains offer in their `api` rooms.

It knows no domain's insides. `document` collects the surfaces and describes them, `reading` reads strictly what comes in
and turns what ninja and Django say no to into problem documents (RFC 9457).
"""
