"""The floor of every write: a bare Django view with one INSERT, under the same server."""
