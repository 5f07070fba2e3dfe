"""Past incidents from somebody else's records: read, mapped, recorded in a realm of their own."""
