"""Layers around the application, each a plain ASGI middleware."""
