"""What the templates show, as plain values: no HTML, no requests, nothing read from disk."""
