"""How fast we are beside the engine's own server: the same release, the same requests, by turns."""
