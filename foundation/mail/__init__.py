"""One outbox for every mail: composing, caps, suppression, transport."""
