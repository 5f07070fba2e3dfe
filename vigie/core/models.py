"""Tables of the ground floor. Filled through journal, outbox and throttle."""
